"""News for the apps above."""

from django.dispatch import Signal

# Sent with `assessment`, once, in the transaction in which its owner hands it in; what fails here is logged.
submitted = Signal()
# Sent with `shop` and `firm` when the shop's owner has withdrawn from the firm; what fails here undoes that.
withdrawn = Signal()
