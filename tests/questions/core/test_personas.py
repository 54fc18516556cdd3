"""Shops in files are read strictly: each fault names the file and the key."""

from pathlib import Path

import pytest

from questions.core.personas import FOLDER, Persona, examples, read_persona
from questions.core.tables import ContentError
from tests.makers import questionnaire

NAMES = [
    "bob-breakfix",
    "burning-but-able",
    "content-residential",
    "hybrid-on-purpose",
    "managed-ordinary",
    "strategic-partner",
    "willing-beginner",
]


def read(folder: Path, text: str) -> Persona:
    file = folder / "shop.toml"
    file.write_text(text, encoding="utf-8")
    return read_persona(file, questionnaire())


def test_examples_are_the_files_of_our_own_folder() -> None:
    assert list(examples()) == NAMES
    assert {path.parent for path in examples().values()} == {FOLDER}


def test_a_version_has_shops_of_its_own_where_a_folder_holds_them() -> None:
    assert list(examples("2026.2")) == NAMES
    assert {path.parent for path in examples("2026.2").values()} == {FOLDER / "2026.2"}
    assert examples("2026.3") == examples("9") == examples()


@pytest.mark.parametrize("name", NAMES)
def test_example_answers_every_question(name: str) -> None:
    found = read_persona(examples()[name], questionnaire())
    needed = {question.id for question in questionnaire().questions() if questionnaire().must_answer(question)}
    assert found.id == name
    assert needed <= set(found.answers)
    assert all((found.name, found.owner, found.people, found.note))


def test_shop_with_the_least_that_is_needed(tmp_path: Path) -> None:
    assert read(tmp_path, '[shop]\nname = "Corner PCs"\n') == Persona("shop", "Corner PCs", "", 0, "", {})


def test_shop_with_an_answer_of_every_kind(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [shop]
        name = "Zoë's 🛠"
        [answers]
        hours-worked = 60
        dread = "unknown"
        after-hours-price = "n/a"
        objections = ["other", "area-different"]
        the-dream = "<b>bold</b>"
        """,
    )
    assert found.answers == {
        "hours-worked": 60,
        "dread": "unknown",
        "after-hours-price": "n/a",
        "objections": ("other", "area-different"),
        "the-dream": "<b>bold</b>",
    }


SHOP = '[shop]\nname = "Corner PCs"\n'
BAD = [
    ("", "shop.toml: shop.name: is missing"),
    ("[shop]\n", "shop.toml: shop.name: is missing"),
    ('shop = "Corner PCs"', "shop.toml: shop: must be a table"),
    ("[shop]\nname = 3", "shop.toml: shop.name: must be a text"),
    (SHOP + 'people = "four"', "shop.toml: shop.people: must be a whole number"),
    (SHOP + "colour = 1", "shop.toml: shop.colour: unknown key"),
    (SHOP + "[more]\n", "shop.toml: more: unknown key"),
    ("answers = 3\n" + SHOP, "shop.toml: answers: must be a table"),
    (SHOP + "[answers]\nno-such = 1", "shop.toml: answers.no-such: "),
    (SHOP + '[answers]\ndread = "never"', "shop.toml: answers.dread: 'never'"),
    (SHOP + "[answers]\ndread = 1", "shop.toml: answers.dread: 1"),
    (SHOP + "[answers]\ndread = true", "shop.toml: answers.dread: True"),
    (SHOP + '[answers]\ndread = ["every-week"]', "shop.toml: answers.dread: ['every-week']"),
    (SHOP + '[answers]\ndread = "n/a"', "shop.toml: answers.dread: 'n/a'"),
    (SHOP + "[answers]\nhours-worked = 1000", "shop.toml: answers.hours-worked: 1000"),
    (SHOP + "[answers]\nhours-worked = 40.0", "shop.toml: answers.hours-worked: 40.0"),
    (SHOP + "[answers]\nhours-worked = 1e400", "shop.toml: answers.hours-worked: inf"),
    (SHOP + "[answers]\nhours-worked = true", "shop.toml: answers.hours-worked: True"),
    (SHOP + '[answers]\nhours-worked = "40"', "shop.toml: answers.hours-worked: '40'"),
    (SHOP + "[answers]\nhours-worked = 2026-11-20", "shop.toml: answers.hours-worked: "),
    (SHOP + '[answers]\nobjections = "other"', "shop.toml: answers.objections: 'other'"),
    (SHOP + '[answers]\nobjections = ["other", "other"]', "shop.toml: answers.objections: "),
    (SHOP + '[answers]\nobjections = [["other"]]', "shop.toml: answers.objections: [['other']]"),
    (SHOP + "[answers]\nobjections = [{ id = 1 }]", "shop.toml: answers.objections: "),
    (SHOP + "[answers]\nobjections = { other = true }", "shop.toml: answers.objections: "),
    (SHOP + '[answers]\nresale-share = "unknown"', "shop.toml: answers.resale-share: 'unknown'"),
    (SHOP + f'[answers]\nthe-dream = "{"x" * 1001}"', "shop.toml: answers.the-dream: "),
    (SHOP + "[answers]\nthe-dream = 1", "shop.toml: answers.the-dream: 1"),
    ("[shop", "shop.toml: (whole file): "),
    (SHOP + SHOP, "shop.toml: (whole file): "),
]


@pytest.mark.parametrize(("text", "problem"), BAD, ids=[problem.partition(" ")[2][:40] for _, problem in BAD])
def test_fault_is_named_by_file_and_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ContentError) as error:
        read(tmp_path, text)
    assert str(error.value.problems[0]).startswith(problem)


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as error:
        read(tmp_path, "[shop]\npeople = 1.5\n[answers]\ndread = 1\nx = 2")
    assert [problem.key for problem in error.value.problems] == [
        "shop.name",
        "shop.people",
        "answers.dread",
        "answers.x",
    ]


@pytest.mark.parametrize("content", [b"\xff\xfe", None], ids=["not UTF-8", "no file"])
def test_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "shop.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ContentError, match=r"^shop\.toml: \(whole file\): "):
        read_persona(file, questionnaire())


def test_folder_instead_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=f"^{tmp_path.name}: "):
        read_persona(tmp_path, questionnaire())


def test_shop_in_a_file_comes_in_by_the_same_door(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        """
        [shop]
        name = "Cafe\u0301\\u200b \\u202eNord"
        owner = "Zoe\u0308\\u0002"
        [answers]
        the-dream = "One\\r\\n\\u200btwo\\u0000"
        """,
    )
    assert (found.name, found.owner, found.answers) == ("Caf\xe9 Nord", "Zo\xeb", {"the-dream": "One\ntwo"})


def test_shop_in_a_file_named_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="name: must not be empty"):
        read(tmp_path, '[shop]\nname = "\\u200b\\u3164"\n')
