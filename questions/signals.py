"""Signals to the apps above."""

from django.dispatch import Signal

# Sent with `assessment`, once, in the transaction that submits it; an error in a receiver is only logged.
submitted = Signal()
# Sent with `shop` and `firm` when the shop's owner has withdrawn; an error in a receiver undoes the withdrawal.
withdrawn = Signal()
# Sent with `shop` and `firm` when a firm erases what it wrote about a shop; an error in a receiver undoes it.
erased = Signal()
