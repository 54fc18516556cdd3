"""How many to ask, and what a customer may answer."""

from __future__ import annotations

from opinions.forms.together import CommentForm, CustomersForm, ReplyForm, TeamForm


def test_numbers_are_within_what_is_asked() -> None:
    good = {"mode": "shared", "asked": "40", "group": ""}
    assert CustomersForm(good, for_owner=True).is_valid()
    assert CustomersForm({**good, "group": "39"}, for_owner=True).errors == {
        "group": ["You can't ask more customers than you have."]
    }
    assert CustomersForm({"asked": "201", "group": "x"}, for_owner=True).errors == {
        "mode": ["Pick one of the two."],
        "asked": ["Just a number from 1 to 200, please."],
        "group": ["Just a number, please, like 120. Or leave it empty."],
    }


def test_a_team_is_three_or_more() -> None:
    assert TeamForm({"asked": "2"}, for_owner=True).errors == {"asked": ["Just a number from 3 to 50, please."]}
    assert TeamForm({"asked": "3"}, for_owner=True).is_valid()
    assert "agreed" in TeamForm({"asked": "3"}, for_owner=False).errors


def test_a_customer_may_leave_out_anything() -> None:
    form = ReplyForm({"solved": "first-try", "comment": "  Faster,\r\nplease  "})
    assert form.is_valid()
    assert (form.answers, form.cleaned_data["comment"]) == ({"solved": "first-try"}, "Faster,\nplease")
    assert ReplyForm({}).is_valid()
    assert "solved" in ReplyForm({"solved": "gone"}).errors


def test_a_comment_is_short() -> None:
    assert CommentForm({"comment": "x" * 500}).is_valid()
    assert not CommentForm({"comment": "x" * 501}, team=True).is_valid()
