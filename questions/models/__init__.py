"""The models for questions and answers, imported here for Django."""

from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from questions.models.nudge import Nudge
from questions.models.parting import Parting

__all__ = ["Access", "Answer", "Assessment", "Nudge", "Parting"]
