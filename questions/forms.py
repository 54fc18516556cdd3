"""A section as a form: one field for each question; only what was changed on this page is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from clients.fields import LineFormField, TextFormField
from clients.models.firms import Firm
from clients.number_field import NumberFormField
from questions.core.question import NOT_APPLICABLE, TEXT_LIMIT, UNKNOWN, Answer, Answers, Kind, Question
from questions.core.questionnaire import Section
from questions.models.respondent import Respondent
from questions.wording import to_tap, written

# Suffix of the field next to a number, which takes "I don't know", "doesn't apply" and "still true".
INSTEAD = "-instead"
STILL = "still"


class RespondentForm(forms.Form):
    """Who answers; without an answer it stays as it is."""

    respondent = forms.ChoiceField(
        label=_("Who filled this in?"),
        choices=[
            (Respondent.OWNER, _("I'm the owner")),
            (Respondent.MANAGER, _("A manager")),
            (Respondent.TECH, _("A tech")),
            (Respondent.OTHER, _("Someone else")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Pick one of these.")},
    )


class StartForm(RespondentForm):
    """The shop's name for the report's cover; `key` becomes the assessment's id, so a double click starts only one.

    With a `firm`, whose address or the site's default led here, the owner says whether it may see the answers.
    """

    name = LineFormField(
        label=_("What's your shop called?"),
        help_text=_("For the cover of your report. You can leave it empty, or say it later."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    quick = forms.ChoiceField(
        choices=[("all", ""), ("quick", "")],
        required=False,
        error_messages={"invalid_choice": _("Pick one of the two.")},
    )
    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), _("This page was damaged on its way. Please press Start once more.")
        ),
    )
    firm = forms.ModelChoiceField(
        Firm.objects.exclude(slug=None).defer("logo"),
        to_field_name="slug",
        required=False,
        error_messages={"invalid_choice": _("That firm is no longer here. You can start without it.")},
    )
    share = forms.ChoiceField(
        choices=[("yes", ""), ("no", "")],
        required=False,
        error_messages={"invalid_choice": _("Pick one of the two.")},
    )

    @property
    def seen_by(self) -> Firm | None:
        """The firm that may see the answers, or None; use it after is_valid()."""
        return self.cleaned_data["firm"] if self.cleaned_data["share"] == "yes" else None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("firm") and not data.get("share") and "share" not in self.errors:
            self.add_error("share", _("Pick one of the two."))
        return data


def page_key(posted: Mapping[str, Any]) -> UUID:
    """Return the key that the page was shown with, so that a double click acts once; a new key if none came back."""
    try:
        return UUID(str(posted.get("key")))
    except ValueError:
        return uuid4()


class Asked(LayoutObject):
    """Lays out one question with the template of its kind."""

    def __init__(self, question: Question, before: Answer | None) -> None:
        self.question, self.before = question, before

    def render(self, form: forms.Form, context: Any, template_pack: str = "", **kwargs: Any) -> SafeString:
        name = self.question.id
        return self.html(
            form,
            {
                "heading": context.get("heading"),
                "numbered": (context.get("numbers") or {}).get(name),
                "save_url": context.get("save_url"),
                "doubt": context.get("doubts", {}).get(name),
                "from_tickets": context.get("from_tickets", {}).get(name),
                "here": isinstance(form, SectionForm) and self.question in form.wrong[:1],
            },
        )

    def html(self, form: forms.Form, context: dict[str, Any]) -> SafeString:
        """Return its HTML; `context` says what stands beside it."""
        name = self.question.id
        about = {
            "question": self.question,
            "field": form[name],
            "instead": form[name + INSTEAD] if name + INSTEAD in form.fields else None,
            "before": self.before,
            "understood": form.understood(self.question) if isinstance(form, SectionForm) else "",
            "before_text": written(self.question, self.before),
            "was": form.was(self.question) if isinstance(form, SectionForm) else (),
            "keys": to_tap(self.question),
        }
        return render_to_string(f"questions/kinds/{self.question.kind}.html", context | about)


class SectionForm(forms.Form):
    """The questions of one section.

    Every field carries the value it was shown with, so `changes` has only what the owner changed on this page, and a
    page from an old tab cannot undo what another has stored.
    """

    def __init__(
        self,
        section: Section,
        answers: Answers,
        data: Mapping[str, Any] | None = None,
        *,
        before: Answers | None = None,
    ) -> None:
        super().__init__(data)
        self.section = section
        # The last attempt's answers, each offered as "still true" until there is a new answer. A page that offered one
        # may still send it after that.
        self.before = {n: value for n, value in (before or {}).items() if data is not None or n not in answers}
        for question in section.questions:
            answer = answers.get(question.id)
            fields = BUILDERS[question.kind](question)
            if question.kind is not Kind.CHOICE and (besides := self._besides(question)):
                fields[question.id + INSTEAD] = forms.MultipleChoiceField(
                    choices=besides, widget=forms.CheckboxSelectMultiple, required=False
                )
            for name, field in fields.items():
                if isinstance(field.widget, forms.TextInput | forms.Textarea):
                    field.widget.attrs["aria-describedby"] = f"help-{name} error-{name} state-{name}"
                field.show_hidden_initial = True
                self.fields[name] = field
                self.initial[name] = _shown(question, name, answer)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(Asked(each, self.before.get(each.id)) for each in section.questions))

    def _besides(self, question: Question) -> list[tuple[str, Any]]:
        still = written(question, self.before.get(question.id))
        return [*([(STILL, _("Still true: %(answer)s") % {"answer": still})] if still else []), *_besides(question)]

    def clean(self) -> dict[str, Any]:
        """Treat a number and "I don't know" together as two answers; keep the one that was changed last."""
        cleaned = super().clean() or {}
        changed = set(self.changed_data)
        for question in self.section.questions:
            name, instead = question.id, question.id + INSTEAD
            if len(cleaned.get(instead) or ()) > 1:
                self.add_error(name, _("You checked two boxes. Keep the one that is right."))
            if cleaned.get(name) in (None, "", []) or not cleaned.get(instead) or not {name, instead} & changed:
                continue
            if {name, instead} <= changed:
                self.add_error(name, _("You gave an answer and checked a box below it. Keep the one that is right."))
            else:
                cleaned[instead if name in changed else name] = None
        return cleaned

    def was(self, question: Question) -> list[tuple[str, Any]]:
        """Return names and values of the hidden fields that say what a question was shown with.

        Valid input is still on the page, and may differ from what is stored: an "I don't know" next to a number, or
        "still true".
        """
        found: list[tuple[str, Any]] = []
        sent = self.is_bound and question not in self.wrong
        for name in (question.id, question.id + INSTEAD):
            if name in self.fields:
                value, hidden = self[name].data if sent else self.initial[name], self[name].html_initial_name
                found += [(hidden, each) for each in value] if isinstance(value, list) else [(hidden, value)]
        return found

    def understood(self, question: Question) -> str:
        """Say how a number on the page was read; empty for plain digits and for what is not a number."""
        field = self.fields[question.id]
        return field.understood(self[question.id].value()) if isinstance(field, NumberFormField) else ""

    @property
    def wrong(self) -> tuple[Question, ...]:
        """The questions whose answers have errors."""
        return tuple(each for each in self.section.questions if {each.id, each.id + INSTEAD} & set(self.errors))

    @property
    def changes(self) -> dict[str, Answer | None]:
        """Valid answers changed on this page, by question id; None for one that was removed."""
        changed = set(self.changed_data)
        found: dict[str, Answer | None] = {}
        for question in self.section.questions:
            if {question.id, question.id + INSTEAD} & changed and question not in self.wrong:
                found[question.id] = self.answer(question)
        return found

    def answer(self, question: Question) -> Answer | None:
        """Return the page's answer to a question without errors; None if there is none."""
        value = self.cleaned_data.get(question.id)
        instead = self.cleaned_data.get(question.id + INSTEAD)
        if instead:
            return self.before.get(question.id) if instead[0] == STILL else str(instead[0])
        if question.kind is Kind.CHOICES:
            return tuple(value) if value else None
        return value if value not in ("", None) else None


def _shown(question: Question, name: str, answer: Answer | None) -> Any:
    """Return the initial value of one of a question's fields."""
    is_other = isinstance(answer, str) and question.kind is Kind.NUMBER
    if name.endswith(INSTEAD):
        return [answer] if is_other else []
    if question.kind is Kind.CHOICES:
        return list(answer) if isinstance(answer, tuple) else []
    return None if is_other else answer


def _besides(question: Question) -> list[tuple[str, Any]]:
    """Return the choices of a question besides its options: "I don't know", "doesn't apply"."""
    choices: list[tuple[str, Any]] = []
    if question.scored:
        choices.append((UNKNOWN, _("I don't know")))
    if question.not_applicable:
        choices.append((NOT_APPLICABLE, question.not_applicable))
    return choices


def _options(question: Question) -> list[tuple[str, Any]]:
    return [(option.id, option.text) for option in question.options]


def _choice(question: Question) -> dict[str, forms.Field]:
    choices = [*_options(question), *_besides(question)]
    field = forms.ChoiceField(label=question.text, choices=choices, widget=forms.RadioSelect, required=False)
    field.error_messages["invalid_choice"] = _("That is not one of the answers here. Please pick one of them.")
    return {question.id: field}


def _choices(question: Question) -> dict[str, forms.Field]:
    field = forms.MultipleChoiceField(
        label=question.text, choices=_options(question), widget=forms.CheckboxSelectMultiple, required=False
    )
    field.error_messages["invalid_choice"] = _("One of these is not an answer here. Please pick again.")
    return {question.id: field}


def _number(question: Question) -> dict[str, forms.Field]:
    limits = {"minimum": question.minimum, "maximum": question.maximum}
    field = NumberFormField(label=question.text, required=False, unit=question.unit, **limits)
    field.widget.attrs["enterkeyhint"] = "next"  # the key of a phone's keypad that leads on
    return {question.id: field}


def _text(question: Question) -> dict[str, forms.Field]:
    field = TextFormField(
        label=question.text, required=False, max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 5})
    )
    return {question.id: field}


BUILDERS: dict[Kind, Callable[[Question], dict[str, forms.Field]]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.TEXT: _text,
}
