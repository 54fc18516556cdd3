"""Whom to ask: a name and who it is; a consultant has asked the owner first."""

from __future__ import annotations

from opinions.forms.asking import AskForm

GOOD = {"name": " Dana ", "role": "tech"}


def test_an_owner_needs_nobodys_consent_and_a_consultant_the_owners() -> None:
    form = AskForm(GOOD, for_owner=True)
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Dana"
    assert AskForm(GOOD, for_owner=False).errors == {
        "agreed": ["Ask the owner first. It's their shop, and they read the answers."]
    }
    assert AskForm({**GOOD, "agreed": "on"}, for_owner=False).is_valid()


def test_what_is_missing_is_said() -> None:
    assert AskForm({"name": " ", "role": "boss"}, for_owner=True).errors == {
        "name": ["Their name is missing: the link and their answers carry it."],
        "role": ["Pick one of these."],
    }


def test_the_choices_are_in_the_words_of_who_asks() -> None:
    labels = [[str(label) for _value, label in AskForm(for_owner=own).fields["role"].choices] for own in (True, False)]  # type: ignore[attr-defined]  # a ChoiceField
    assert labels == [
        ["a tech", "my spouse", "my business partner", "someone else"],
        ["a tech", "their spouse", "their business partner", "someone else"],
    ]
