"""The tree keeps its rules by itself: no circle, small files, names nobody mixes up, a test by each module's name."""

import ast
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("clients", "questions", "evidence", "plans", "opinions", "norms", "reports", "desk", "msp_assess")
LONGEST, MOST_MODULES = 300, 20  # lines of a file, modules of a folder
# Wiring: a list of addresses, of signals, of an app's receivers, of formats. What they wire has the tests.
WIRING = {"__init__", "apps", "formats", "signals", "urls"}
HASHES = Path(__file__).with_name("migrations.sha256")


@cache
def modules() -> dict[str, Path]:
    """Every module of the apps by its dotted name, migrations aside."""
    paths = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]
    return {name_of(path): path for path in paths}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, known: dict[str, Path]) -> Iterator[str]:
    """The modules of ours that a file imports, inside functions and for types alone too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield from (name for name in (inner if inner in known else node.module or "",) if name in known)


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """The groups of modules that reach one another: what is left when whatever imports nothing is taken away."""
    left = {name: set(found) - {name} for name, found in graph.items()}
    while done := {name for name, found in left.items() if not found & left.keys()}:
        left = {name: found for name, found in left.items() if name not in done}
    return [{name, *found & left.keys()} for name, found in left.items()]


def test_no_file_imports_in_a_circle() -> None:
    known = modules()
    assert circles({name: set(imports(path, known)) for name, path in known.items()}) == []


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) != []
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_each_file_holds_one_thing() -> None:
    lines = {name: len(path.read_text().splitlines()) for name, path in modules().items()}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_each_folder_can_be_read_at_a_glance() -> None:
    folders: dict[Path, int] = {}
    for path in modules().values():
        folders[path.parent] = folders.get(path.parent, 0) + (path.stem != "__init__")
    assert {str(folder.relative_to(ROOT)): count for folder, count in folders.items() if count > MOST_MODULES} == {}


def test_no_two_modules_of_an_app_are_mixed_up() -> None:
    """Such as mail, mails and mailed: alike but for an ending."""
    for app in APPS:
        paths = [path for path in modules().values() if path.is_relative_to(ROOT / app)]
        # A command is called as people type it.
        stems = sorted({path.stem for path in paths if path.parent.name != "commands"} - WIRING)
        alike = {(one, two) for one, two in combinations(stems, 2) if two in {one + end for end in ("s", "ed", "ing")}}
        assert alike == set()


def does_something(path: Path) -> bool:
    """Whether it is no wiring, and more than names for values: enums, constants, dataclasses without a method."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return path.stem not in WIRING and any(
        isinstance(node, functions) for node in ast.walk(ast.parse(path.read_text()))
    )


@pytest.mark.parametrize("module", sorted(name for name, path in modules().items() if does_something(path)))
def test_each_module_has_a_test_of_its_name(module: str) -> None:
    path = modules()[module].relative_to(ROOT)
    folder = ROOT / "tests" / path.parent
    assert [*folder.glob(f"test_{path.stem}.py"), *folder.glob(f"test_{path.stem}_*.py")]


def test_each_test_is_named_after_a_module() -> None:
    stray = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        place = path.relative_to(ROOT / "tests").parent
        if place.parts and place.parts[0] not in ("journeys", "docs"):
            words = path.stem.removeprefix("test_").split("_")
            names = ["_".join(words[:count]) for count in range(1, len(words) + 1)]
            if not any((ROOT / place / f"{name}.py").exists() for name in names):
                stray.append(str(path.relative_to(ROOT)))
    assert stray == []


def test_no_test_patches_by_a_path_of_words() -> None:
    """A name in a string is found by no tool when the module moves."""
    ours = re.compile(rf"""(?:setattr|patch)\(\s*["'](?:{"|".join(APPS)})\.""")
    found = [path for path in (ROOT / "tests").rglob("*.py") if ours.search(path.read_text())]
    assert found == []


def test_landed_migrations_stay_as_they_are() -> None:
    """A line for each in migrations.sha256; a new migration adds its own, none ever changes."""
    lines = [line.split() for line in HASHES.read_text().splitlines()]
    listed = {path: digest for digest, path in lines}
    migrations = {path for app in APPS for path in (ROOT / app).glob("migrations/[0-9]*.py")}
    found = {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in migrations}
    assert found == listed


def test_contributing_names_paths_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = {each for each in re.findall(r"`([\w.\-]+(?:/[\w.\-]+)*/?)`", text) if "/" in each}
    assert {each for each in named if not (ROOT / each).exists()} == set()
    assert "desk/filters.py" in named, "the pattern finds nothing any more"
