"""Date formats, by language."""
