"""Rows of what is asked and answered; Django finds the models here."""

from questions.models.access import Access
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from questions.models.mail_limit import Mailed

__all__ = ["Access", "Answer", "Assessment", "Mailed"]
