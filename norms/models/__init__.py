"""Every model of the app, where Django looks for them."""

from norms.models.edition import Edition, Inside

__all__ = ["Edition", "Inside"]
