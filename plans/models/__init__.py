"""The models for a shop's plan, imported here for Django."""

from plans.models.firm_step import FirmStep
from plans.models.item import Item
from plans.models.plan import Plan
from plans.models.reminder import Reminder

__all__ = ["FirmStep", "Item", "Plan", "Reminder"]
