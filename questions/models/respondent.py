"""Who answers for a shop."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Respondent(models.TextChoices):
    OWNER = "owner", _("the owner")
    MANAGER = "manager", _("a manager")
    TECH = "tech", _("a tech")
    OTHER = "other", _("someone else")
