"""Assessments in the admin: a list to sort, filter and search, and one page with every answer; nothing to change."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clients.models.firms import Firm, Role
from clients.models.shops import Shop
from questions.core.question import UNKNOWN, Measure
from questions.models.answer import Answer
from questions.models.assessment import Assessment
from reports.core.report import Report
from reports.models.stored_report import StoredReport
from tests.makers import (
    AT,
    answers_of,
    make_assessment,
    make_browser,
    make_colleague_of_all,
    make_firm,
    make_member,
    make_shop,
    make_submitted,
    make_user,
    questionnaire,
    signed_in,
    unknown_everywhere,
)
from tests.pages import Page, queries, words

pytestmark = pytest.mark.django_db
LIST = reverse("admin:questions_assessment_changelist")
HOSTILE = ["<script>alert(1)</script>", "متجر", "🛠 & Söhne", "'\"><img src=x>", "{{ 7 }}"]


def url(assessment: Assessment, verb: str = "change") -> str:
    return reverse(f"admin:questions_assessment_{verb}", args=[assessment.pk])


def table(response: Any) -> list[dict[str, str]]:
    """The list's rows by column."""
    page = Page(response)
    return [
        {cell.get("class", "").removeprefix("field-").split()[0]: words(cell) for cell in row.findall("./*")[1:]}
        for row in page.all("table[@id='result_list']/tbody/tr")
    ]


def shops(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row["shop"] for row in table(response)]


class TestWho:
    @pytest.mark.parametrize("verb", ["change", "delete", "history"])
    def test_anonymous_is_sent_to_sign_in(self, client: Client, verb: str) -> None:
        assessment = make_submitted()
        for address in (LIST, url(assessment, verb)):
            response = client.get(address)
            assert response.status_code == 302
            assert response.headers["Location"].startswith(reverse("admin:login"))

    def test_owner_is_sent_to_sign_in(self) -> None:
        assessment = make_submitted()
        assert make_browser(assessment).get(url(assessment)).status_code == 302

    @pytest.mark.parametrize("fields", [{}, {"is_superuser": True}, {"is_staff": True, "is_active": False}])
    def test_user_who_is_not_active_staff_is_refused(self, client: Client, fields: dict[str, Any]) -> None:
        client.force_login(make_user(**fields))
        for address in (LIST, url(make_submitted()), reverse("admin:index")):
            assert client.get(address).headers["Location"].startswith(reverse("admin:login"))

    def test_staff_without_permission_is_refused(self) -> None:
        assessment = make_submitted()
        browser = signed_in(make_user("nobody", is_staff=True))
        assert [browser.get(address).status_code for address in (LIST, url(assessment))] == [403, 403]

    def test_only_a_firms_owner_deletes_and_only_before_the_shops_owner_has_joined(self) -> None:
        assessment = make_submitted(shop=make_shop(firm=make_firm()))
        firm = assessment.shop.firm
        for role in (Role.VIEWER, Role.CONSULTANT):
            browser = signed_in(make_member(firm, role))
            assert [browser.get(address).status_code for address in (LIST, url(assessment))] == [200, 302]
            assert browser.post(url(assessment, "delete"), {"post": "yes"}).status_code == 403
        browser = signed_in(make_member(firm, Role.OWNER))
        Shop.objects.update(joined=AT)
        assert browser.post(url(assessment, "delete"), {"post": "yes"}).status_code == 403
        Shop.objects.update(joined=None)
        assert Assessment.objects.exists()
        assert browser.post(url(assessment, "delete"), {"post": "yes"}).status_code == 302
        assert not Assessment.objects.exists()


class TestList:
    def test_list_has_a_row_for_each_assessment_the_last_changed_first(self) -> None:
        make_submitted(shop=make_shop("Handed in"))
        make_assessment({"dread": UNKNOWN}, shop=make_shop("Open")).record({}, at=timezone.now())
        browser = make_colleague_of_all()
        done, left = table(browser.get(LIST + "?o=6")), table(browser.get(LIST))
        assert [row["shop"] for row in left] == ["Open", "Handed in"]
        row = next(row for row in done if row["shop"] == "Handed in")
        assessment = Assessment.objects.get(shop__name="Handed in")
        assert list(row) == [
            "shop",
            "stage_name",
            "readiness",
            "strain_name",
            "verdict_name",
            "submitted_at",
            "changed_at",
            "example",
        ]
        assert (row["stage_name"], row["readiness"]) == ("Break/fix", str(assessment.readiness))
        assert str(assessment.strain) in row["strain_name"]
        assert row["verdict_name"]
        assert "2026" in row["submitted_at"]

    def test_list_of_an_open_assessment_has_no_numbers(self) -> None:
        make_assessment(answers_of("bob-breakfix"))
        (row,) = table(make_colleague_of_all().get(LIST))
        empty = ("stage_name", "readiness", "strain_name", "verdict_name", "submitted_at")
        assert {row[name] for name in empty} == {"-"}

    @pytest.mark.parametrize("order", ["3", "-3", "4", "-4", "2", "5", "6", "7", "8", "1"])
    def test_list_can_be_sorted_by_every_column(self, order: str) -> None:
        for name in ("bob-breakfix", "strategic-partner"):
            make_submitted(name, shop=make_shop(name))
        found = shops(make_colleague_of_all().get(f"{LIST}?o={order}"))
        assert set(found) == {"bob-breakfix", "strategic-partner"}
        if order in ("3", "-4"):  # by readiness, and by strain from the highest
            assert found == ["bob-breakfix", "strategic-partner"]
        if order in ("-3", "4"):
            assert found == ["strategic-partner", "bob-breakfix"]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", {"bob", "partner", "hybrid", "open", "unknown", "half"}),
            ("stage=break-fix", {"bob"}),
            ("stage=strategic-partner", {"partner"}),
            ("stage=reactive", set()),
            ("strain=burning", {"bob"}),
            ("strain=worn", set()),
            ("strain=calm", {"partner", "hybrid"}),
            ("state=open", {"open"}),
            ("state=submitted", {"bob", "partner", "hybrid", "unknown", "half"}),
            ("state=held", {"bob"}),
            ("shop__example__isempty=0", {"partner"}),
            ("shop__example__isempty=1", {"bob", "hybrid", "open", "unknown", "half"}),
            ("q=Mary", {"partner"}),
            ("q=BOB", {"bob"}),
            ("q=nobody", set()),
            ("q=' OR 1=1 --", set()),
            ("strain=calm&shop__example__isempty=1&q=hyb", {"hybrid"}),
        ],
    )
    def test_list_can_be_filtered_and_searched(self, query: str, found: set[str]) -> None:
        make_submitted("bob-breakfix", shop=make_shop("bob"))
        make_submitted("strategic-partner", shop=make_shop("partner", owner="Mary Example", example="partner"))
        make_submitted("hybrid-on-purpose", shop=make_shop("hybrid"))
        make_assessment({"dread": UNKNOWN}, shop=make_shop("open"))
        make_assessment(unknown_everywhere(), shop=make_shop("unknown"), submitted=AT)
        strained = {each.id: answers_of("bob-breakfix")[each.id] for each in questionnaire().questions() if each.scored}
        readiness = {each.id for each in questionnaire().questions() if each.measure is Measure.READINESS}
        half = {name: UNKNOWN if name in readiness else answer for name, answer in strained.items()}
        make_assessment({**half, "goal": "sell"}, shop=make_shop("half"), submitted=AT)
        assert set(shops(make_colleague_of_all().get(f"{LIST}?{query}"))) == found

    @pytest.mark.parametrize(
        "query", ["stage=no-such", "state=no-such", "strain=no-such", "o=99", "p=99", "x=1", "q=%00"]
    )
    def test_list_with_a_forged_filter_is_never_an_error(self, query: str) -> None:
        make_submitted()
        assert make_colleague_of_all().get(f"{LIST}?{query}").status_code in (200, 302)

    @pytest.mark.parametrize("name", HOSTILE)
    def test_list_escapes_a_hostile_name(self, name: str) -> None:
        make_submitted(shop=make_shop(name, owner=name))
        response = make_colleague_of_all().get(LIST, {"q": name})
        assert b"<script>alert" not in response.content
        assert b"<img src=x" not in response.content
        assert shops(response) == [name]

    def test_list_takes_the_same_few_queries_for_two_pages_and_ten(self) -> None:
        browser, firm = make_colleague_of_all(), Firm.objects.get()
        counts = []
        for number in (150, 850):
            made = Shop.objects.bulk_create(Shop(name=f"Shop {each}", firm=firm) for each in range(number))
            Assessment.objects.bulk_create(
                Assessment(
                    shop=shop,
                    slug=questionnaire().slug,
                    version=questionnaire().version,
                    submitted=AT,
                    readiness=50,
                    strain=50,
                    stage="mixed",
                    verdict="composed",
                )
                for shop in made
            )
            counts.append(len(queries(lambda: browser.get(LIST))))
        assert counts[0] == counts[1] <= 9
        assert len(table(browser.get(LIST))) == 100


class TestPage:
    def test_page_is_the_clients(self) -> None:
        assessment = make_submitted()
        there = f"{reverse('admin:client', args=[assessment.shop_id])}?attempt={assessment.pk}"
        assert make_colleague_of_all().get(url(assessment)).headers["Location"] == there

    def test_page_has_nothing_to_change(self) -> None:
        assessment = make_submitted()
        before = Assessment.objects.values().get()
        assert make_colleague_of_all().post(url(assessment), {"readiness": 100, "shop": 1}).status_code == 403
        assert Assessment.objects.values().get() == before

    def test_page_of_no_assessment_leads_back(self) -> None:
        browser = make_colleague_of_all()
        for key in (uuid4(), "not-a-uuid", "1"):
            response = browser.get(reverse("admin:questions_assessment_change", args=[key]))
            assert response.headers["Location"] == reverse("admin:index")


class TestAddAndDelete:
    def test_nothing_can_be_added(self) -> None:
        browser = make_colleague_of_all()
        assert browser.get("/admin/questions/assessment/add/").status_code == 403
        assert browser.post("/admin/questions/assessment/add/", {"shop": make_shop().pk}).status_code == 403
        assert not Assessment.objects.exists()

    def test_assessment_is_deleted_with_its_answers_and_report_but_not_its_shop(self, rendered: list[Report]) -> None:
        assessment, stays = make_submitted(), make_submitted()
        StoredReport.objects.obtain(assessment)
        browser = make_colleague_of_all()
        assert browser.get(url(assessment, "delete")).status_code == 200
        assert browser.post(url(assessment, "delete"), {"post": "yes"}).status_code == 302
        assert list(Assessment.objects.all()) == [stays]
        assert not Answer.objects.exclude(assessment=stays).exists()
        assert not StoredReport.objects.exists()
        assert Shop.objects.count() == 2

    def test_several_are_deleted_at_once(self) -> None:
        chosen = [make_submitted(), make_assessment()]
        stays = make_assessment()
        data = {"action": "delete_selected", "_selected_action": [each.pk for each in chosen]}
        browser = make_colleague_of_all()
        assert browser.post(LIST, data).status_code == 200
        assert Assessment.objects.count() == 3
        assert browser.post(LIST, data | {"post": "yes"}).status_code == 302
        assert list(Assessment.objects.all()) == [stays]


@pytest.mark.parametrize("value", ["%00", "nothing", "%3Cscript%3E"])
def test_stage_that_there_is_not_filters_nothing(value: str) -> None:
    make_submitted()
    assert "1 assessment" in Page(make_colleague_of_all().get(f"{LIST}?stage={value}")).words
