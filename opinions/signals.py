"""Signals to the apps above."""

from django.dispatch import Signal

# Sent with `assessment`, inside the transaction, when more can be told of what others said about it.
opinions_changed = Signal()
# Sent likewise when something that could be told was deleted; what was made of it must go, too.
opinions_removed = Signal()
