"""Watching who signs in and what becomes of rights and keys."""
