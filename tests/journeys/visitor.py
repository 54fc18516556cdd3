"""A visitor at a browser: goes, answers, looks, and keeps a list of what went wrong on the way."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Response

from questions.core.question import Answer

# No faults: Chromium reports every answer from 400 up, also when a form is refused (for anything but pages and saving,
# `_response` looks itself); and htmx reports what it could not look at again, because the page was left.
EXPECTED = ("Failed to load resource: ", "htmx:sendAbort", "htmx:sendError", "htmx:afterRequest")
WATCH = """
document.addEventListener("securitypolicyviolation",
    event => console.error(`content security policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Visitor:
    """One browser context with one page; `faults` are console errors, policy violations and requests elsewhere."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context, self.site = context, site
        self.faults: list[str] = []
        context.set_default_timeout(60_000)  # a PDF rendered on a busy machine
        context.add_init_script(WATCH)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", self._request)
        context.on("response", self._response)
        self.page: Page = context.new_page()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(EXPECTED):
            self.faults.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc != urlsplit(self.site).netloc:
            self.faults.append(f"a request to {request.url}")

    def _response(self, response: Response) -> None:
        refused = response.status >= HTTPStatus.BAD_REQUEST
        if refused and response.request.resource_type not in ("document", "xhr", "fetch"):
            self.faults.append(f"{response.status} for {response.url}")

    def go(self, path: str) -> int:
        """Open a path of the site and return the status."""
        response = self.page.goto(self.site + path)
        assert response is not None
        return response.status

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def remember(self, token: str) -> None:
        """Hold the cookie of a browser that began assessments."""
        self.context.add_cookies([{"name": "assessments", "value": token, "url": self.site}])

    def question(self, name: str) -> Locator:
        return self.page.locator(f"#q-{name}")

    def asked(self) -> list[str]:
        """The questions of this page, in its order."""
        ids: list[str] = self.page.locator("fieldset.question").evaluate_all("all => all.map(each => each.id)")
        return [name.removeprefix("q-") for name in ids]

    def answer(self, answers: Mapping[str, Answer]) -> None:
        """Give those of the answers that this page asks for."""
        for name in self.asked():
            if name in answers:
                self.step_to(name)
                give(self.question(name), answers[name])

    def step_to(self, name: str) -> None:
        """Go to a question where a narrow screen shows one at a time."""
        asked = self.asked()
        while not self.question(name).is_visible():
            here = self.page.locator("fieldset.question-here").evaluate("here => here.id.slice(2)")
            forward = asked.index(here) < asked.index(name)
            self.page.locator(f".step-{'next' if forward else 'previous'}").press("Enter")
            # It waits for a save, and stays where that is refused.
            self.page.locator(f"fieldset.question-here:not(#q-{here})").wait_for()

    def follow(self, selector: str) -> int:
        """Click on the first of what leads to another page, be there, and return the status."""
        with self.page.expect_navigation() as there:
            self.page.locator(selector).first.click()
        return there.value.status

    def press(self, then: str = "next") -> int:
        """Press one of a section's buttons: next, which stands below its last question, previous, hub..."""
        if not self.page.locator(f"button[name=then][value={then}]").is_visible():
            self.step_to(self.asked()[0 if then == "previous" else -1])
        step = ", .step-previous:visible" if then == "previous" else ""  # the same, where it came from there
        return self.follow(f"button[name=then][value={then}]:visible{step}")

    def shown(self) -> dict[str, list[str]]:
        """What the page's questions hold, by field name: values typed and ticked, empty ones left out."""
        found: dict[str, list[str]] = self.page.evaluate(
            """() => {
                const held = {};
                for (const [name, value] of new FormData(document.querySelector("main form"))) {
                    const unimportant = name === "csrfmiddlewaretoken" || name.startsWith("initial-");
                    if (value && !unimportant) (held[name] ??= []).push(value);
                }
                return held;
            }"""
        )
        return found


def give(question: Locator, answer: Answer) -> None:
    """Answer one question as its kind wants it, by keys: a click has to wait until nothing moves, or it may miss."""
    if isinstance(answer, tuple):
        for each in answer:
            tick(question.locator(f'input:not([type=hidden])[value="{each}"]'))
    elif isinstance(answer, str) and not question.locator("textarea").count():
        tick(question.locator(f'input:not([type=hidden])[value="{answer}"]'))
    else:
        question.locator("input[type=text], textarea").fill(str(answer), force=True)


def tick(box: Locator) -> None:
    if not box.is_checked():
        box.press("Space")
    assert box.is_checked()
