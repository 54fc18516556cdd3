"""News about what an owner reads, for whoever makes its PDF."""

from django.dispatch import Signal

# Sent with `assessment` when what its report tells has changed, inside the transaction that changes it.
report_changed = Signal()
