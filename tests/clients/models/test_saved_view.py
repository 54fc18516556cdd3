"""Whose saved views one sees and may change, and that each name is there once."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from clients.models import saved_view
from clients.models.firms import Firm, Role
from clients.models.saved_view import SavedView
from tests.makers import make_firm, make_member, make_user

pytestmark = pytest.mark.django_db


def keep(name: str, by: User, firm: Firm | None = None) -> SavedView:
    view = SavedView(name=name, by=by, firm=firm, query="stage=reactive")
    view.keep()
    return view


def test_own_views_are_ones_own_and_shared_ones_are_the_firms() -> None:
    firm = make_firm()
    olga, carl, vera = (make_member(firm, role) for role in (Role.OWNER, Role.CONSULTANT, Role.VIEWER))
    other = make_member(make_firm("Others"))
    own, shared = keep("Mine", carl), keep("North", carl, firm)
    keep("Theirs", other)
    for who, seen, changed in (
        (carl, [own, shared], [own, shared]),
        (olga, [shared], [shared]),
        (vera, [shared], []),
        (make_user("root", is_staff=True, is_superuser=True), [], []),
    ):
        assert list(SavedView.objects.visible_to(who)) == seen
        assert list(SavedView.objects.changeable_by(who)) == changed
    carl.memberships.get().leave()
    assert list(SavedView.objects.visible_to(carl)) == list(SavedView.objects.changeable_by(carl)) == [own]
    carl.delete()
    assert list(SavedView.objects.done_with()) == [SavedView.objects.get(pk=own.pk)]
    assert list(SavedView.objects.visible_to(olga)) == [shared]


def test_a_name_is_there_once_for_oneself_and_once_for_the_firm(monkeypatch: pytest.MonkeyPatch) -> None:
    firm = make_firm()
    carl, vera = make_member(firm), make_member(firm)
    mine = keep("Nord", carl)
    keep("Nord", vera)
    keep("Nord", carl, firm)
    for by, shared in ((carl, None), (vera, firm)):
        with pytest.raises(ValidationError, match="There is a view of this name already"):
            keep("NORD", by, shared)
    mine.name = "nord"
    mine.keep()
    monkeypatch.setattr(saved_view, "MOST_VIEWS", 1)
    with pytest.raises(ValidationError, match="These are 1 views already"):
        keep("Other", carl)
    mine.keep()
