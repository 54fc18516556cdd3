"""The consultant's desk: Django finds every ModelAdmin of the project, and every page of the desk, here."""

from reports.admin.assessments import AssessmentAdmin
from reports.admin.shops import ShopAdmin

__all__ = ["AssessmentAdmin", "ShopAdmin"]
