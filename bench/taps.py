"""How many taps a run takes on a phone, from the first page to the result: each tap and each digit typed is one.

A number is typed, or tapped where it is one of few; three zeros are one key of a large one, and a field that has the
focus already, after Next, needs no tap. What a shop says in its own words is typed too; its letters are not counted.

python -m bench.taps [persona]
"""

from __future__ import annotations

import os
import sys

import django
from playwright.sync_api import Page, expect

from bench.running import running_browser, running_site

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_assess.settings")
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
django.setup()

from questions.core.personas import examples, read_persona  # noqa: E402 -- after Django is set up
from questions.core.question import Answer  # noqa: E402
from questions.core.questionnaire import Questionnaire  # noqa: E402
from questions.library import asked_today  # noqa: E402

PERSONA = "bob-breakfix"
PHONE = {"width": 390, "height": 844}


class Thumb:
    """Taps on a page, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        self.page.locator(selector).first.tap()
        self.taps += 1

    def type(self, selector: str, text: str) -> None:
        if not self.page.locator(f"{selector}:focus").count():
            self.tap(selector)
        self.page.locator(selector).press_sequentially(text)
        self.taps += sum(map(str.isdigit, text))

    def number(self, question: str, digits: str) -> bool:
        """Give a number, and return whether it leads on by itself, as one that is tapped does."""
        if self.page.locator(f"{question} .pad").count():
            self.tap(f'{question} .pad-key:text-is("{digits}")')
            return True
        zeros = "000" if digits.endswith("000") and self.page.locator(f"{question} .zeros").count() else ""
        self.type(f"{question} input[type=text]", digits.removesuffix(zeros))
        if zeros:
            self.tap(f"{question} .zeros")
        return False

    def answer(self, here: str, answer: Answer | None) -> None:
        """Answer the question on the screen, or leave it, and wait for what comes after it."""
        question, address = f"#{here}", self.page.url
        boxes = 'input:not([type="hidden"])[value="{}"]'
        alone = bool(self.page.locator(f"{question} input[type=radio]").count())
        for each in answer if isinstance(answer, tuple) else (answer,):
            if isinstance(each, int):
                alone = self.number(question, str(each))
            elif each is not None and self.page.locator(f"{question} textarea").count():
                self.type(f"{question} textarea", each)
            elif each is not None:
                self.tap(f"{question} label.option:has({boxes.format(each)})")
        if answer is None or not alone:
            self.tap(".one-buttons .btn-primary:visible")
        self.page.wait_for_function("before => location.href !== before", arg=address)


def taps(site: str, page: Page, asked: Questionnaire, answers: dict[str, Answer]) -> int:
    """Return the taps of a run; what `answers` lacks is left out."""
    thumb = Thumb(page)
    page.goto(site)
    thumb.tap("form.start [type=submit]")
    page.wait_for_url("**/s/**")
    while "/check/" not in page.url:
        if "/optional/" in page.url:
            wanted = asked.section[page.url.rstrip("/").rpartition("/")[2]].ids & set(answers)
            thumb.tap(f".buttons .btn-{'primary' if wanted else 'outline-secondary'}")
            page.wait_for_url("**/s/**" if wanted else "**/check/")
            continue
        expect(page.locator("fieldset.question-here")).to_have_count(1)
        expect(page.locator("form.asking.settling")).to_have_count(0)
        here = str(page.locator("fieldset.question-here").get_attribute("id"))
        thumb.answer(here, answers.get(here.removeprefix("q-")))
    thumb.tap("form[action$='/submit/'] [type=submit]")
    page.wait_for_url("**/result/")
    return thumb.taps


def main() -> None:
    asked, name = asked_today(), (sys.argv[1:] or [PERSONA])[0]
    known = examples(asked.version)
    answers = dict(read_persona(known[name], asked).answers)
    needed = {each: answer for each, answer in answers.items() if asked.must_answer(asked.question[each])}
    optional = [each for each in asked.sections if not each.ids & asked.needed]
    without = {each: answer for each, answer in answers.items() if not any(each in section.ids for section in optional)}
    runs = {"what needs an answer": needed, "with the optional section left out": without, "every answer": answers}
    with running_site() as site, running_browser() as browser:
        for what, given in runs.items():
            context = browser.new_context(viewport=PHONE, has_touch=True)  # type: ignore[arg-type]  # a ViewportSize
            found = taps(site, context.new_page(), asked, given)
            print(f"{asked.version}, {name}, {what}: {len(given)} answers, {found} taps")
            context.close()


if __name__ == "__main__":
    main()
