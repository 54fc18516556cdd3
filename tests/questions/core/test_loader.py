"""A folder becomes a questionnaire, or is refused with every fault named by file, section, key and message."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from questions.core.loader import checksum, load
from questions.core.question import Action, Effort, Kind, Knot, Measure, Option, Question, Range, Source, Trust, When
from questions.core.questionnaire import Ceiling, Cut, Gate, Goal, Need, Questionnaire, Section, VerdictTexts
from questions.core.tables import ContentError, ContentProblem
from tests.builders import CONTENT, make_content

WORK = Section(
    id="work",
    title="Work",
    lead="How is it done?",
    weight=1.5,
    questions=(
        Question(
            id="written",
            kind=Kind.CHOICE,
            text="What is in writing?",
            help="A page counts.",
            why="Paper remembers.",
            window="Today",
            measure=Measure.READINESS,
            options=(
                Option("p0", "Nothing", 0, "Nothing is in writing."),
                Option("p1", "A line", 1),
                Option("p2", "A page", 2),
                Option("p3", "Some pages", 3),
                Option("p4", "All of it", 4),
            ),
            unknown="You do not know what is in writing.",
            action=Action("Write it.", "To remember.", "On paper.", Effort.SMALL, When.WEEK),
            sources=(Source("A page is usual.", "A book", "2020", Trust.EXPERT, "https://example.com"),),
        ),
        Question(
            id="checked",
            kind=Kind.CHOICE,
            text="Who checks?",
            help="Anyone but the writer.",
            why="Four eyes see more.",
            window="This year",
            measure=Measure.READINESS,
            weight=0.5,
            options=(
                Option("p4", "Everybody", 4),
                Option("p3", "Two", 3),
                Option("p2", "One", 2),
                Option("p1", "Sometimes one", 1),
                Option("p0", "Nobody", 0),
            ),
            not_applicable="Nobody else works here",
            unknown="You do not know who checks.",
            action=Action("Check it.", "To find faults.", "In pairs.", Effort.LARGE, When.DAYS_90),
            sources=(Source("Our order.", "Us", "2026", Trust.OURS),),
        ),
        Question(
            id="share",
            kind=Kind.NUMBER,
            text="What share is agreed?",
            help="A guess will do.",
            why="It comes each month.",
            window="Last year",
            measure=Measure.READINESS,
            weight=2.0,
            result=True,
            knots=(Knot(0, 0), Knot(20, 1), Knot(60, 4)),
            unit="percent",
            minimum=0,
            maximum=100,
            ranges=(Range(0, 19, "Little is agreed."), Range(60, 100, "Most is agreed.")),
            unknown="You do not know the share.",
            practices=("written", "checked"),
            sources=(Source("Our steps.", "Us", "2026", Trust.OURS),),
        ),
        Question(
            id="noise",
            kind=Kind.CHOICE,
            text="How loud is it?",
            help="In the shop.",
            why="Noise tires.",
            window="This week",
            measure=Measure.STRAIN,
            options=(
                Option("p0", "Very", 0),
                Option("p1", "Rather", 1),
                Option("p2", "Somewhat", 2),
                Option("p3", "A little", 3),
                Option("p4", "Not at all", 4),
            ),
            unknown="You do not know how loud it is.",
            practices=("checked",),
            sources=(Source("Our ears.", "Us", "2026", Trust.OURS),),
        ),
    ),
)
WISH = Section(
    id="wish",
    title="Wish",
    lead="What do you want?",
    weight=0.0,
    questions=(
        Question(
            id="goal",
            kind=Kind.CHOICE,
            text="Where to?",
            help="In two years.",
            why="It decides what counts.",
            options=(Option("stay", "Nowhere"), Option("grow", "Up")),
        ),
        Question(
            id="worries",
            kind=Kind.CHOICES,
            text="What worries you?",
            help="Several.",
            why="The report answers.",
            options=(
                Option("money", "Money", reply=Source("Ask early.", "Us", "2026", Trust.OURS)),
                Option("time", "Time"),
            ),
        ),
        Question(
            id="rate",
            kind=Kind.NUMBER,
            text="What is an hour?",
            help="Usually.",
            why="To count.",
            unit="an hour",
            minimum=1,
            maximum=500,
        ),
        Question(
            id="dream",
            kind=Kind.TEXT,
            text="What did you want?",
            help="In a sentence.",
            why="It comes back.",
        ),
    ),
)


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    assert load(folder) == Questionnaire(
        slug="small",
        version="1.0",
        lang="en",
        title="How is it going?",
        checksum=checksum(folder),
        published=False,
        goal="goal",
        minutes=(2, 3),
        sections=(WORK, WISH),
        stages=(Cut("low", "Low", 0, "Little is in place."), Cut("high", "High", 50, "Much is in place.")),
        strain_bands=(Cut("calm", "Calm", 0, "It costs little."), Cut("worn", "Worn", 40, "It costs much.")),
        commitment_bands=(Cut("weak", "Weak", 0, "No time is set aside."),),
        verdict=VerdictTexts(
            incomplete="Too little is known.",
            because_calm="Two that carry it:",
            because_strained="One that costs, one that carries:",
            keep="Keep it.",
            headlines={
                ("low", "calm"): "Low and calm.",
                ("low", "worn"): "Low and worn.",
                ("high", "calm"): "High and calm.",
                ("high", "worn"): "High and worn.",
            },
            goals={
                ("stay", "there"): "Stay, {met} of {of}.",
                ("stay", "near"): "Nearly stay.",
                ("stay", "far"): "Far from staying.",
                ("grow", "there"): "Grown.",
                ("grow", "near"): "Nearly grown.",
                ("grow", "far"): "Far from grown: {met} of {of}.",
            },
            openings={"weak": "Take one hour:"},
        ),
        goals=(
            Goal("stay", (Need("noise", 3),), path=False),
            Goal("grow", (Need("written", 2), Need("share", 3))),
        ),
        gates=(
            Gate(
                "unwritten",
                "written",
                "Nothing is in writing",
                "Write it down first.",
                "Take a sheet of paper.",
                from_stage="high",
                only_goals=("grow",),
                unless_goals=("stay",),
            ),
        ),
        ceiling=Ceiling("share", 50, "low", "High also needs half of the revenue."),
    )


def refused(folder: Path) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        load(folder)
    return caught.value.problems


def edit(folder: Path, old: str, new: str) -> tuple[Path, str, str]:
    """The small questionnaire with the one place that reads `old` changed; also the file and section it stands in."""
    [file] = [name for name, text in CONTENT.items() if text.count(old) == 1]
    assert sum(text.count(old) for text in CONTENT.values()) == 1
    stem = file.removesuffix(".toml")
    changed = make_content(folder, **{stem: CONTENT[file].replace(old, new)})
    return changed, f"small/1.0/{file}", "" if stem in ("questionnaire", "verdict") else stem


WRITTEN = 'id = "written"\nkind = "choice"\nfeeds = "readiness"\n'
NOISE = 'id = "noise"\nkind = "choice"\nfeeds = "strain"\n'
SHARE = 'unit = "percent"\nminimum = 0\nmaximum = 100\n'
RATE = 'id = "rate"\nkind = "number"\n'


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('lang = "en"\n', 'lang = "en"\nlanguage = "en"\n', "language"),
        ('name = "Low",', 'name = "Low", most = 9,', "stages[low].most"),
        ('name = "Worn",', 'name = "Worn", most = 9,', "strain-bands[worn].most"),
        ("path = false,", "path = false, way = 1,", "goals[stay].way"),
        ("from-stage =", "from_stage =", "gates[unwritten].from_stage"),
        ("[ceiling]\n", "[ceiling]\nmost = 1\n", "ceiling.most"),
        ("weight = 1.5\n", "weight = 1.5\nid = 3\n", "id"),
        (WRITTEN, WRITTEN + 'hint = "x"\n', "questions[written].hint"),
        ('text = "A line"', 'text = "A line", tip = 1', "questions[written].options[p1].tip"),
        ('how = "In pairs."', 'how = "In pairs.", who = 1', "questions[checked].action.who"),
        ('claim = "Our ears."', 'claim = "Our ears.", isbn = 1', "questions[noise].sources[1].isbn"),
        ('keep = "Keep it."\n', 'keep = "Keep it."\nleave = "Leave."\n', "leave"),
        ("reply = { claim", "reply = { isbn = 1, claim", "questions[worries].options[money].reply.isbn"),
        ("{ from = 0,", "{ at = 1, from = 0,", "questions[share].ranges[1].at"),
        # keys that belong to another kind of question
        (WRITTEN, WRITTEN + "minimum = 1\n", "questions[written].minimum"),
        (WRITTEN, WRITTEN + "knots = [[0, 0], [9, 4]]\n", "questions[written].knots"),
        (SHARE, SHARE + "options = []\n", "questions[share].options"),
        (NOISE, NOISE + "result = true\n", "questions[noise].result"),
        ('text = "A line"', 'text = "A line", reply = {}', "questions[written].options[p1].reply"),
        ('text = "Up"', 'text = "Up", points = 4', "questions[goal].options[grow].points"),
        ('text = "Up"', 'text = "Up", finding = "x"', "questions[goal].options[grow].finding"),
        (RATE, RATE + "weight = 1\n", "questions[rate].weight"),
        (RATE, RATE + 'unknown = "x"\n', "questions[rate].unknown"),
        (RATE, RATE + "knots = [[1, 0], [9, 4]]\n", "questions[rate].knots"),
        (RATE, RATE + "ranges = []\n", "questions[rate].ranges"),
    ],
)
def test_a_key_that_has_no_place_is_refused(tmp_path: Path, old: str, new: str, key: str) -> None:
    folder, file, section = edit(tmp_path, old, new)
    assert refused(folder) == (ContentProblem(file, section, key, "unknown key"),)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('title = "How is it going?"\n', "", "title"),
        ('lang = "en"\n', "", "lang"),
        ("minutes-from = 2\n", "", "minutes-from"),
        ('name = "High", least = 50,', 'name = "High",', "stages[high].least"),
        ('question = "written"\n', "", "gates[unwritten].question"),
        ('title = "Nothing is in writing"\n', "", "gates[unwritten].title"),
        ("least = 50\n", "", "ceiling.least"),
        (', needs = [["noise", 3]]', "", "goals[stay].needs"),
        ("weight = 1.5\n", "", "weight"),
        ('lead = "How is it done?"\n', "", "lead"),
        ('help = "A page counts."\n', "", "questions[written].help"),
        ('why = "Paper remembers."\n', "", "questions[written].why"),
        ('window = "Today"\n', "", "questions[written].window"),
        ('unknown = "You do not know who checks."\n', "", "questions[checked].unknown"),
        ('points = 1, text = "A line"', 'text = "A line"', "questions[written].options[p1].points"),
        ("knots = [[0, 0], [20, 1], [60, 4]]\n", "", "questions[share].knots"),
        (', finding = "Little is agreed."', "", "questions[share].ranges[1].finding"),
        (', when = "90"', "", "questions[checked].action.when"),
        (', date = "2020"', "", "questions[written].sources[1].date"),
        ('step = "Take a sheet of paper."\n', "", "gates[unwritten].step"),
        ('keep = "Keep it."\n', "", "keep"),
        (
            ', date = "2026", trust = "inference" } }',
            ', trust = "inference" } }',
            "questions[worries].options[money].reply.date",
        ),
        ('unit = "an hour"\n', "", "questions[rate].unit"),
    ],
)
def test_a_key_that_is_needed_is_missed(tmp_path: Path, old: str, new: str, key: str) -> None:
    folder, file, section = edit(tmp_path, old, new)
    assert refused(folder) == (ContentProblem(file, section, key, "is missing"),)


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ("minutes-to = 3", "minutes-to = true", "minutes-to", "must be a whole number, not True"),
        ("path = false", "path = 0", "goals[stay].path", "must be true or false, not 0"),
        ('= ["grow"]', '= "grow"', "gates[unwritten].only-goals", "must be a list of ids, not 'grow'"),
        ('goal = "goal"', 'goal = "G"', "goal", "must be small letters, digits and hyphens, not 'G'"),
        (
            '["noise", 3]',
            '["noise", 5]',
            "goals[stay].needs",
            "must hold [question id, points from 1 to 4], not ['noise', 5]",
        ),
        ("weight = 1.5", 'weight = "1.5"', "weight", "must be a number, not '1.5'"),
        (
            WRITTEN,
            WRITTEN.replace("choice", "radio"),
            "questions[written].kind",
            "must be one of choice, number, choices, text, not 'radio'",
        ),
        (
            WRITTEN,
            WRITTEN.replace("readiness", "ready"),
            "questions[written].feeds",
            "must be one of readiness, strain, commitment, not 'ready'",
        ),
        (
            'points = 1, text = "A line"',
            'points = "1", text = "A line"',
            "questions[written].options[p1].points",
            "must be a whole number, not '1'",
        ),
        (
            'points = 1, text = "A line"',
            'points = true, text = "A line"',
            "questions[written].options[p1].points",
            "must be a whole number, not True",
        ),
        ("result = true", 'result = "yes"', "questions[share].result", "must be true or false, not 'yes'"),
        (
            "[60, 4]]",
            "[60, 5]]",
            "questions[share].knots",
            "must hold [whole number, points from 0 to 4], not [60, 5]",
        ),
        ('when = "90"', 'when = "45"', "questions[checked].action.when", "must be one of week, 30, 60, 90, not '45'"),
        ('effort = "L"', 'effort = "XL"', "questions[checked].action.effort", "must be one of S, M, L, not 'XL'"),
        (
            'trust = "C"',
            'trust = "Z"',
            "questions[written].sources[1].trust",
            "must be one of A, B, C, D, E, inference, not 'Z'",
        ),
        ("maximum = 500", "maximum = 500.5", "questions[rate].maximum", "must be a whole number, not 500.5"),
        ('help = "Usually."', 'help = ""', "questions[rate].help", "must not be empty"),
    ],
)
def test_a_value_that_is_something_else_is_refused(
    tmp_path: Path, *, old: str, new: str, key: str, message: str
) -> None:
    folder, file, section = edit(tmp_path, old, new)
    assert refused(folder) == (ContentProblem(file, section, key, message),)


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    folder = make_content(
        tmp_path,
        questionnaire=CONTENT["questionnaire.toml"].replace("minutes-from = 2\n", ""),
        work=CONTENT["work.toml"].replace('why = "Noise tires."\n', 'whi = "Noise tires."\n'),
        wish=CONTENT["wish.toml"].replace('{ id = "time", text = "Time" }', '"time"'),
    )
    assert refused(folder) == (
        ContentProblem("small/1.0/work.toml", "work", "questions[noise].why", "is missing"),
        ContentProblem("small/1.0/work.toml", "work", "questions[noise].whi", "unknown key"),
        ContentProblem("small/1.0/wish.toml", "wish", "questions[worries].options[2]", "must be a table"),
        ContentProblem("small/1.0/wish.toml", "wish", "questions[worries].options[2].id", "is missing"),
        ContentProblem("small/1.0/wish.toml", "wish", "questions[worries].options[2].text", "is missing"),
        ContentProblem("small/1.0/questionnaire.toml", "", "minutes-from", "is missing"),
    )


def test_a_measure_that_nothing_feeds_is_told(tmp_path: Path) -> None:
    begin = CONTENT["work.toml"].index('[[questions]]\nid = "noise"')
    folder = make_content(
        tmp_path,
        questionnaire=CONTENT["questionnaire.toml"].replace('[["noise", 3]]', '[["written", 3]]'),
        work=CONTENT["work.toml"][:begin],
    )
    message = "hold no question that feeds strain"
    assert refused(folder) == (ContentProblem("small/1.0/questionnaire.toml", "", "sections", message),)


def test_a_mark_of_byte_order_is_read_over(tmp_path: Path) -> None:
    folder = make_content(tmp_path, work="\ufeff" + CONTENT["work.toml"])
    assert load(folder).sections == (WORK, WISH)


def test_a_fault_between_questions_is_told_with_its_file(tmp_path: Path) -> None:
    folder, file, section = edit(tmp_path, 'id = "dream"', 'id = "rate"')
    key, message = "questions[rate].id", "this id is taken already in section wish"
    assert refused(folder) == (ContentProblem(file, section, key, message),)


def test_a_fault_of_the_whole_is_told_with_the_index(tmp_path: Path) -> None:
    folder, file, section = edit(tmp_path, 'question = "written"', 'question = "gone"')
    message = "no scored question is called 'gone'"
    assert refused(folder) == (ContentProblem(file, section, "gates[unwritten].question", message),)


@pytest.mark.parametrize(
    ("file", "section"),
    [("questionnaire.toml", ""), ("verdict.toml", ""), ("work.toml", "work"), ("wish.toml", "wish")],
)
def test_a_missing_file_is_named(tmp_path: Path, file: str, section: str) -> None:
    folder = make_content(tmp_path)
    (folder / file).unlink()
    message = f"[Errno 2] No such file or directory: '{folder / file}'"
    assert refused(folder) == (ContentProblem(f"small/1.0/{file}", section, "(whole file)", message),)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        (b"title = \n", "Invalid value (at line 1, column 9)"),
        (b'title = "a"\ntitle = "b"\n', "Cannot overwrite a value (at line 2, column 12)"),
        (b"[[questions]]\n[questions]\n", "Cannot declare ('questions',) twice (at line 2, column 11)"),
        (b'title = "\xff"\n', "'utf-8' codec can't decode byte 0xff in position 9: invalid start byte"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, toml: bytes, message: str) -> None:
    folder = make_content(tmp_path)
    (folder / "work.toml").write_bytes(toml)
    assert refused(folder) == (ContentProblem("small/1.0/work.toml", "work", "(whole file)", message),)


def test_a_file_that_cannot_be_read_hides_no_other_fault(tmp_path: Path) -> None:
    folder, file, section = edit(tmp_path, 'why = "Noise tires."\n', "")
    (folder / "wish.toml").unlink()
    assert refused(folder)[0] == ContentProblem(file, section, "questions[noise].why", "is missing")


def test_a_file_that_is_not_named_is_told(tmp_path: Path) -> None:
    folder = make_content(tmp_path, spare='title = "Spare"\n')
    message = "does not name the file spare.toml"
    assert refused(folder) == (ContentProblem("small/1.0/questionnaire.toml", "", "sections", message),)


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ("[]", "must name at least one section"),
        ('["work", "work", "wish"]', "names the same id twice"),
        ('"work"', "must be a list of ids, not 'work'"),
    ],
)
def test_sections_are_named_once_each(tmp_path: Path, sections: str, message: str) -> None:
    folder, file, _ = edit(tmp_path, '["work", "wish"]', sections)
    assert refused(folder)[0] == ContentProblem(file, "", "sections", message)


def publish(folder: Path) -> None:
    (folder / "lock.sha256").write_text(f"{checksum(folder)}\n", encoding="ascii")


def test_a_published_version_is_read(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    publish(folder)
    assert load(folder).published


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("work.toml", "Paper remembers.", "Paper remembers!"),
        ("wish.toml", 'id = "dream"', 'id = "hope"'),
        ("questionnaire.toml", "# nothing yet", "# a comment"),
    ],
)
def test_a_published_version_that_was_changed_is_refused(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = make_content(tmp_path, questionnaire=CONTENT["questionnaire.toml"] + "# nothing yet\n")
    publish(folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    message = "this version is published and its files have changed since; make the change in a new version"
    assert refused(folder) == (ContentProblem("small/1.0/lock.sha256", "", "(whole file)", message),)


def test_the_checksum_is_over_names_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_bytes(b"x = 1\n")
    (tmp_path / "a.toml").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"not part of it")
    assert checksum(tmp_path) == sha256(b"a.toml\x000\x00b.toml\x006\x00x = 1\n").hexdigest()


def test_the_checksum_tells_renamed_files_apart(tmp_path: Path) -> None:
    folder = make_content(tmp_path)
    before = checksum(folder)
    (folder / "work.toml").rename(folder / "play.toml")
    assert checksum(folder) != before
