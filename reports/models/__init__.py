"""The models for reports and reviews, imported here for Django."""

from reports.models.bundle import Bundle
from reports.models.heartbeat import Heartbeat
from reports.models.key_mark import KeyMark
from reports.models.meeting import Meeting
from reports.models.review import Note, Review
from reports.models.stored_handout import StoredHandout
from reports.models.stored_report import StoredReport

__all__ = ["Bundle", "Heartbeat", "KeyMark", "Meeting", "Note", "Review", "StoredHandout", "StoredReport"]
