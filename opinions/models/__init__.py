"""Every model of the app, where Django looks for them."""

from opinions.models.opinion import Opinion

__all__ = ["Opinion"]
