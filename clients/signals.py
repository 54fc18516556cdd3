"""News inside the app and for those above."""

from django.dispatch import Signal

# Sent inside the transaction that queues a mail, once it is all there.
mail_queued = Signal()
# Sent with `shop` and `other`, which is about to become one with it, inside the transaction that merges them.
merging = Signal()
