"""News for the apps above."""

from django.dispatch import Signal

# Sent on commit with `assessment`, once, when its owner has handed it in.
submitted = Signal()
# Sent with `shop` when its owner has withdrawn it from a firm; what fails here undoes that.
withdrawn = Signal()
