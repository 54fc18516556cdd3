"""Whether a colleague looks at an owner's page."""

from __future__ import annotations

from django import template
from django.template.context import Context

from clients.models.shops import Shop
from clients.viewers import staff
from questions.browser import on_behalf, viewer_of
from questions.models.assessment import Assessment

register = template.Library()


@register.simple_tag(takes_context=True)
def seen_by_colleague(context: Context) -> bool:
    """Whether who is signed in sees this shop at the desk, and this browser is not its owner's.

    On a page about no assessment nothing is asked, neither the session nor the database.
    """
    assessment, request = context.get("assessment"), context.get("request")
    if not isinstance(assessment, Assessment) or request is None or staff(request.user) is None:
        return False
    if on_behalf(viewer_of(request), assessment) is None:
        return False
    return Shop.objects.visible_to(request.user).filter(pk=assessment.shop_id).exists()
