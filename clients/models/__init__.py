"""Rows of who is who; Django finds the models here."""

from clients.models.firms import Firm, Invitation, Membership
from clients.models.history import Change
from clients.models.openings import Opening
from clients.models.shops import Shop, Tag, known_time_zone

__all__ = ["Change", "Firm", "Invitation", "Membership", "Opening", "Shop", "Tag", "known_time_zone"]
