"""Copies of all that a site holds, and the way back."""
