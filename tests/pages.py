"""What a test sees of a page: its parts, what a browser would send from its form, and the SQL it took."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder

from django.db import connection
from django.test.utils import CaptureQueriesContext

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Page(HTMLParser):
    """A page as a tree; an element that is closed in the wrong place is an error."""

    def __init__(self, response: Any) -> None:
        super().__init__()
        self.open: list[str] = []
        self.builder = TreeBuilder()
        self.feed(response.content.decode())
        assert not self.open, f"never closed: {self.open}"
        self.root: Element = self.builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)
            self.builder.data("\n" if tag == "br" else "")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag, f"line {self.getpos()[0]}: </{tag}> closes nothing"
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def all(self, path: str) -> list[Element]:
        """Elements by ElementTree's path, such as `nav/a[@href]`, wherever they stand."""
        return self.root.findall(f".//{path}")

    def one(self, path: str) -> Element:
        (found,) = self.all(path)
        return found

    def by_id(self, name: str) -> Element:
        return self.one(f"*[@id='{name}']")

    @property
    def ids(self) -> set[str]:
        return {element.get("id", "") for element in self.all("*[@id]")}

    @property
    def links(self) -> list[str]:
        return [link.get("href", "") for link in self.all("main//a[@href]")]

    @property
    def words(self) -> str:
        return words(self.one("main"))

    def form(self, **changes: str | list[str] | None) -> dict[str, list[str]]:
        """What a browser sends from the page's form after these changes, with _ for -; None leaves a field out.

        Of several forms it is the one with an id.
        """
        sent: dict[str, list[str]] = {}
        several = len(self.all("main//form")) > 1
        for field in self.one("main//form[@id]" if several else "main//form").iter():
            name, kind, value = field.get("name"), field.get("type"), field.get("value", "")
            if field.tag == "textarea":
                value = lines(field.text or "", "\n").removeprefix("\n")
            unchecked = kind in ("radio", "checkbox") and field.get("checked") is None
            value = field.get("value", "on") if kind == "checkbox" else value
            if name and field.tag in ("input", "textarea") and not unchecked:
                sent.setdefault(name, []).append(value)
        for name, change in changes.items():
            sent.pop(name.replace("_", "-"), None)
            if change is not None:
                sent[name.replace("_", "-")] = change if isinstance(change, list) else [change]
        return {name: [lines(value, "\r\n") for value in values] for name, values in sent.items()}


def lines(text: str, end: str) -> str:
    """The same lines with another end: HTML reads all as LF, a form sends all as CRLF."""
    return text.replace("\r\n", "\n").replace("\n", end)


def words(element: Element) -> str:
    """An element's text with its blanks folded."""
    return " ".join("".join(element.itertext()).split())


def queries(ask: Callable[[], object]) -> list[str]:
    """The SQL that `ask` runs, without the savepoints: a test's own transaction turns BEGIN and COMMIT into those."""
    with CaptureQueriesContext(connection) as captured:
        ask()
    return [each["sql"] for each in captured if not each["sql"].startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]
