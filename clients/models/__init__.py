"""The models for firms, shops, mails and history, imported here for Django."""

from clients.models.acts import Act
from clients.models.allowance import Allowance
from clients.models.firms import Firm, Invitation, Membership
from clients.models.history import Change
from clients.models.once import Once
from clients.models.openings import Opening
from clients.models.outbox import Mail
from clients.models.saved_view import SavedView
from clients.models.set_up import SetUpLink
from clients.models.shops import Shop, known_time_zone
from clients.models.tags import Tag

__all__ = [
    "Act",
    "Allowance",
    "Change",
    "Firm",
    "Invitation",
    "Mail",
    "Membership",
    "Once",
    "Opening",
    "SavedView",
    "SetUpLink",
    "Shop",
    "Tag",
    "known_time_zone",
]
