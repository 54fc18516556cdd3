"""News for the apps above."""

from django.dispatch import Signal

# Sent on commit with `assessment`, once, when its owner has handed it in.
submitted = Signal()
# Sent with `shop` and `firm` when the shop's owner has withdrawn from the firm; what fails here undoes that.
withdrawn = Signal()
