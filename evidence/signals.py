"""Signals to the apps above."""

from django.dispatch import Signal

# Sent with `assessment`, inside the transaction, when its owner's report has got, changed or lost its part on tickets.
tickets_changed = Signal()
