"""News for the apps above."""

from django.dispatch import Signal

# Sent with `shop` and `other`, which is about to become one with it, inside the transaction that merges them.
merging = Signal()
