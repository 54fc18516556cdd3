"""Every test here has PostgreSQL's programs, and may ask for a place to bring a backup back to."""

from tests.reports.backup.places import _programs, place

__all__ = ["_programs", "place"]
