"""Every model of the app, where Django looks for them."""

from opinions.models.opinion import Opinion
from opinions.models.pulse import Link, Pulse, Reply
from opinions.models.retest import Retest

__all__ = ["Link", "Opinion", "Pulse", "Reply", "Retest"]
