"""The models for a shop's plan, imported here for Django."""

from plans.models.item import Item
from plans.models.plan import Plan

__all__ = ["Item", "Plan"]
