"""Signals to the apps above."""

from django.dispatch import Signal

# Sent with `assessment` when what others said of it has changed.
opinions_changed = Signal()
