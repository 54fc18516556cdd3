"""The models for questions and answers, imported here for Django."""

from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment

__all__ = ["Access", "Answer", "Assessment"]
