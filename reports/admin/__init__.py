"""The consultant's desk: Django finds every ModelAdmin of the project, and every page of the desk, here."""

from reports.admin.accounts import Groups, Tasks, Users
from reports.admin.assessments import AssessmentAdmin
from reports.admin.firms import FirmAdmin, MembershipAdmin
from reports.admin.shops import ShopAdmin, TagAdmin

__all__ = [
    "AssessmentAdmin",
    "FirmAdmin",
    "Groups",
    "MembershipAdmin",
    "ShopAdmin",
    "TagAdmin",
    "Tasks",
    "Users",
]
