"""Reviews and notes: whose they are, and that nobody overwrites a colleague's silently."""

import pytest

from clients.models.shops import Shop
from clients.viewers import NOBODY, Viewer
from questions.models.assessment import Assessment
from reports.models.review import Note, Review
from tests.makers import make_assessment, make_firm, make_member, make_shop, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return make_assessment(shop=make_shop(firm=make_firm()))


def member(assessment: Assessment) -> Viewer:
    return make_member(assessment.shop.firm)


def test_reviews_are_seen_with_the_assessment(assessment: Assessment) -> None:
    user, other = member(assessment), make_member(make_firm())
    row = Review.write({"assessment": assessment}, {}, version=0, by=user)
    assert [*Review.objects.visible_to(user)] == [row]
    assert not Review.objects.visible_to(other).exists()
    assert not Review.objects.visible_to(NOBODY).exists()


def test_notes_stay_with_the_firm_that_wrote_them(assessment: Assessment) -> None:
    firm, user = assessment.shop.firm, member(assessment)
    note = Note.write({"assessment": assessment, "firm": firm}, {"text": "Ours"}, version=0, by=user)
    assert [*Note.objects.of(assessment)] == [note]
    Shop.objects.update(firm=make_firm("next"))
    assessment = Assessment.objects.get()
    assert not Note.objects.visible_to(make_user(is_staff=True, is_superuser=True)).exists()
    assert [*Note.objects.visible_to(user)] == [note]
    assert not Note.objects.visible_to(member(assessment)).exists()
    assert not Note.objects.visible_to(NOBODY).exists()
    assert not Note.objects.of(assessment).exists()
