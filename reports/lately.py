"""A result that was looked at lately is not composed again: what it would be made of tells whether it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import sha256

from plans.core.proposal import Proposal
from questions.models.assessment import Assessment
from questions.recent import Recent
from reports import proposed_steps
from reports.core.digest import Document, document_key
from reports.core.report import Report, build_report
from reports.models.beside import Beside
from reports.models.composing import report_context


@dataclass(frozen=True, slots=True)
class Gist:
    """What a result page needs of its report besides the words: the key of its PDF, and the steps it proposes."""

    key: str
    steps: tuple[Proposal, ...]


gists: Recent[Gist] = Recent(500, timedelta(minutes=10))


class Lately:
    """The report of a submitted assessment; `digest` identifies all that it shows, and is there without composing it.

    Answers and scorecard are frozen, so beside them only `ReportContext` and the questionnaire of a draft can change.
    """

    def __init__(self, assessment: Assessment, *, opinions: bool = False) -> None:
        self.assessment, self.beside = assessment, Beside.of(assessment)
        self.context = report_context(assessment, opinions=opinions, beside=self.beside)
        asked = assessment.questionnaire.checksum
        everything = f"{assessment.pk} {assessment.checksum} {asked} {sorted(self.context.items())}"
        self.digest = sha256(everything.encode()).hexdigest()

    @cached_property
    def report(self) -> Report:
        asked = self.assessment
        return build_report(asked.worded, asked.responses, asked.score(), **self.context)

    @property
    def gist(self) -> Gist:
        return gists.get(self.digest, self._gist)

    def _gist(self) -> Gist:
        return Gist(document_key(self.report, Document.REPORT), proposed_steps.of_report(self.report))
