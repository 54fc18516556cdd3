"""A list as a form: pasted, uploaded, or read once more in other letters."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from clients.forms import ListForm, OwnerForm, Owners
from clients.list_doubts import Doubts
from tests.makers import make_firm, make_shop

MAC = b"Caf\x8e M\x9fller,Zo\x91,zoe@example.com,3\r"


def names(**sent: Any) -> list[str]:
    file = sent.pop("file", None)
    files: MultiValueDict[str, Any] = MultiValueDict({"file": [SimpleUploadedFile("list.csv", file)]} if file else {})
    form = ListForm(sent, files)
    assert form.is_valid(), form.errors
    return [row["name"] for row in form.cleaned_data["list"].rows]


def test_file_is_read_as_it_makes_most_sense_and_otherwise_as_chosen() -> None:
    assert names(file=MAC) == ["Café Müller"]
    assert names(kept=Doubts(MAC).for_page(), code="cp1252") == ["CafŽ MŸller"]
    assert names(kept=Doubts(MAC).for_page(), code="no-such") == ["Café Müller"]
    assert names(text="Bob's;Bob;bob@example.com", kept="forged", code="cp1252") == ["Bob's"]


def test_pasted_list_that_was_saved_twice_is_read_back() -> None:
    assert names(text="CafÃ© MÃ¼ller;ZoÃ«;zoe@example.com") == ["Café Müller"]


def test_letter_that_could_not_be_read_is_to_be_put_right() -> None:
    form = OwnerForm({"name": "Caf\ufffd", "owner": "Zo\ufffd", "email": "", "people": ""})
    assert set(form.errors) == {"name", "owner"}
    assert form.errors["name"] == ["A letter here could not be read. Please put it right."]


@pytest.mark.django_db
def test_address_with_what_cannot_be_seen_is_known_and_stands_once() -> None:
    firm = make_firm()
    make_shop("Known", firm=firm, email="known@example.com")
    found = [
        {"name": "A", "owner": "", "email": email, "people": ""}
        for email in ("same@example.com", "same@example.com\u200b", "same@exam\xadple.com", "KNOWN@Example.com\u200b")
    ]
    owners = Owners.of(found, firm)
    owners.is_valid()
    assert [form.errors.get("email", []) for form in owners] == [
        [],
        ["This address stands further up already."],
        ["This address stands further up already."],
        ["A client already: Known."],
    ]
