"""Signals within the app and to the apps above it."""

from django.dispatch import Signal

# Sent inside the transaction that queues a mail, after its row is complete.
mail_queued = Signal()
# Sent with `shop` and `other`, which is about to be merged into it, inside that transaction.
merging = Signal()
# Sent with `firm`, `user` and `heir` when a colleague leaves and hands over to another, inside that transaction.
leaving = Signal()
