"""Signals about what an owner reads, for the code that makes its PDF."""

from django.dispatch import Signal

# Sent with `assessment` when its report has changed, inside the transaction of the change.
report_changed = Signal()
