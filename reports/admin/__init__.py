"""The consultant's desk: Django finds every ModelAdmin of the project here."""

from django.contrib import admin

from reports.admin.assessments import AssessmentAdmin
from reports.admin.shops import ShopAdmin

# The few models there are stand on the first page; the list of assessments needs the width.
admin.site.enable_nav_sidebar = False

__all__ = ["AssessmentAdmin", "ShopAdmin"]
