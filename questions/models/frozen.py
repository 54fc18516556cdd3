"""What is fixed when an assessment is submitted: its scorecard, and copies of it for lists."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clients.core.regions import AMERICAN, paper_of, region_of
from clients.models.shops import Shop
from questions.core.question import Measure
from questions.core.questionnaire import Questionnaire
from questions.core.scorecard import Scorecard
from questions.core.scoring import has_number


class Frozen(models.Model):
    """The fields that submitting fills; `scorecard` has what `Scorecard.stored` returned then."""

    submitted = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    # How its report writes dates and numbers, and its paper; empty if it was submitted before both were kept.
    locale = models.CharField(max_length=5, blank=True, editable=False)
    paper = models.CharField(max_length=6, blank=True, editable=False)
    scorecard = models.JSONField(_("scorecard"), null=True, blank=True, editable=False)
    checksum = models.CharField(_("checksum of the questionnaire"), max_length=64, blank=True, editable=False)
    # Copies from the scorecard, so that a list of a thousand can sort and filter by them.
    readiness = models.PositiveSmallIntegerField(_("readiness"), null=True, blank=True, editable=False)
    strain = models.PositiveSmallIntegerField(_("strain"), null=True, blank=True, editable=False)
    stage = models.SlugField(_("stage"), blank=True, editable=False)
    band = models.SlugField(_("strain band"), blank=True, editable=False)
    verdict = models.SlugField(_("verdict"), blank=True, editable=False)
    gates = models.TextField(_("gates"), blank=True, editable=False)  # ids with a space around each
    goal = models.SlugField(_("goal"), blank=True, editable=False)
    weakest = models.SlugField(_("weakest section"), blank=True, editable=False)
    weakest_points = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def keep_place(self, shop: Shop) -> None:
        """Copy how the shop's region writes: as it chose, else as its firm did, else by its time zone."""
        chosen = shop.region or (shop.firm.region if shop.firm else "") or region_of(shop.time_zone)
        self.locale = chosen or region_of(settings.TIME_ZONE) or AMERICAN
        self.paper = paper_of(chosen) if chosen else settings.PAPER

    def keep_score(self, questionnaire: Questionnaire, card: Scorecard) -> None:
        """Copy a scorecard into the fields, without saving; a number of which too little is known stays away."""
        self.scorecard = card.stored()
        self.stage, self.band, self.verdict = card.stage.id or "", card.band.id or "", card.verdict.value
        self.goal = card.goal or ""
        self.gates = "".join(f" {gate} " for gate in card.gates)
        if has_number(questionnaire, card, Measure.READINESS):
            self.readiness = card.readiness.points
        if has_number(questionnaire, card, Measure.STRAIN):
            self.strain = card.strain.points
        if not card.missing and (weakest := card.weakest) is not None:
            self.weakest, self.weakest_points = weakest.section, weakest.points
