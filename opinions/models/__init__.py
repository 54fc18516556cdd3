"""Every model of the app, where Django looks for them."""

from opinions.models.opinion import Opinion
from opinions.models.pulse import Link, Pulse, Reply

__all__ = ["Link", "Opinion", "Pulse", "Reply"]
