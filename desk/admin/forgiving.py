"""A ModelAdmin base that copes with odd addresses, second clicks, and two people editing one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from http import HTTPStatus
from operator import or_
from typing import Any, ClassVar, TypeAlias, TypeVar
from uuid import UUID, uuid4

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR, IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, ValidationError
from django.db import DataError, OperationalError, transaction
from django.db.models import Case, F, Model, Q, QuerySet, Value, When
from django.db.models.expressions import Expression, OrderBy
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.core.text import fold
from clients.models.once import Once
from clients.sign_in.factors import ask_again
from desk.filters import SET, Moved, set_of
from desk.locking import locked

M = TypeVar("M", bound=Model)
KEY = "page-key"
MOST = 2**63 - 1  # the largest integer on every database
MOST_SORTED = 1000  # rows sorted here, because their text is stored as it was typed
SortKey: TypeAlias = Expression | F | Callable[[QuerySet[Any]], Expression | F]
NOT_TO_BE_LOOKED_UP = (DataError, OperationalError, OverflowError, ValueError)
NO_PATTERN = "user-defined function"  # SQLite's message for an invalid pattern; a database that is gone has another


def folded(column: str) -> Callable[[QuerySet[Any]], Expression | F]:
    """Sort by a column that is not stored folded; only for a model that has few rows."""

    def key(rows: QuerySet[Any]) -> Expression | F:
        texts = rows.order_by().values_list("pk", column)[:MOST_SORTED]
        if not texts:
            return F("pk")  # a number alone would be the place of a column to PostgreSQL
        places = enumerate(sorted(texts, key=lambda row: (fold(str(row[1])), row[0])))
        return Case(*(When(pk=row[0], then=Value(place)) for place, row in places), default=Value(MOST_SORTED))

    return key


class LookedUp(ChangeList):
    @contextmanager
    def _looking_up(self) -> Iterator[None]:
        """Refuse what no database can look up, a NUL or a year of eight digits, as Django refuses other filters."""
        try:
            with transaction.atomic():  # PostgreSQL accepts nothing more in a failed transaction
                yield
        except NOT_TO_BE_LOOKED_UP as error:
            if not self.params and not self.query:
                raise  # the request had nothing odd in it
            if isinstance(error, OperationalError) and NO_PATTERN not in str(error):
                raise
            raise IncorrectLookupParameters(error) from error

    def get_results(self, request: HttpRequest) -> None:
        with self._looking_up():
            super().get_results(request)

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[Any]:
        """Sort columns of text by their `sort_keys`, because each database sorts letters in its own way."""
        keys: Mapping[str, SortKey] = self.model_admin.sort_keys  # type: ignore[attr-defined]  # a Forgiving one
        found: list[Any] = []
        for each in super().get_ordering(request, queryset):
            key = keys.get(str(each).removeprefix("-"))
            with self._looking_up():
                made = key(queryset) if callable(key) else key
            found.append(each if made is None else OrderBy(made, descending=str(each).startswith("-")))
        return found

    @property
    def set(self) -> str:
        """Which rows the whole list has, for its page to send back."""
        return set_of(self.queryset.order_by().values_list("pk", flat=True))


class Forgiving(admin.ModelAdmin[M]):
    # What a column of text is sorted by: a folded column, or a function of the rows.
    sort_keys: ClassVar[Mapping[str, SortKey]] = {}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LookedUp

    def action_checkbox(self, obj: M) -> SafeString:
        """Keep the browser from ticking boxes by their place after "Back", where another row may be by now."""
        label = _("Select this object for an action - {}").format(obj)
        attributes = {"class": "action-select", "aria-label": label, "autocomplete": "off"}
        return CheckboxInput(attributes, lambda value: False).render(ACTION_CHECKBOX_NAME, str(obj.pk))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list with what is missing, if an action was sent without rows or rows without an action."""
        problem = _missing(request.POST) if request.method == "POST" else ""
        if not problem:
            if request.POST.get("action") == "delete_selected" and self.has_delete_permission(request):
                ask_again(request)
            return super().changelist_view(request, extra_context)
        sent = request.POST.copy()
        for name in ("index", ACTION_CHECKBOX_NAME):
            sent.pop(name, None)  # so that Django only shows the list
        request.POST = sent  # type: ignore[assignment]  # Django does the same
        response = super().changelist_view(request, {**(extra_context or {}), "problem": problem})
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def response_action(self, request: HttpRequest, queryset: QuerySet[M]) -> HttpResponse | None:  # type: ignore[override]  # Django declares a wider return type
        """Act on exactly the rows the page showed when all are chosen; if the list has changed, show it again."""
        column, chosen = self.opts.pk, request.POST.getlist(ACTION_CHECKBOX_NAME)
        try:
            kept = [column.to_python(each) for each in chosen]
        except (ValidationError, OverflowError):
            raise BadRequest from None
        if any("\0" in str(each) or (isinstance(each, int) and abs(each) > MOST) for each in kept):
            raise BadRequest
        if request.POST.get("select_across") == "1":
            keys = list(queryset.order_by().values_list("pk", flat=True))
            if request.POST.get(SET, set_of(keys)) != set_of(keys):
                messages.error(request, str(Moved(request.POST[SET], len(keys))))
                return redirect(request.get_full_path())
            queryset = queryset.filter(pk__in=keys)
        return super().response_action(request, queryset)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[M], search_term: str
    ) -> tuple[QuerySet[M], bool]:
        """Search each word in the fields, ignoring capitals and accents, alike on both databases.

        The database searches folded columns; accounts and invitations have none and are few, so they are searched here.
        """
        if not self.get_search_fields(request):
            return queryset, False
        words, fields = fold(search_term).split(), [str(name) for name in self.get_search_fields(request)]
        if all(name.endswith(("folded", "searched")) for name in fields):
            for word in words:
                queryset = queryset.filter(reduce(or_, (Q(**{f"{name}__contains": word}) for name in fields)))
        elif words:
            texts = {key: fold(" \n ".join(map(str, row))) for key, *row in queryset.values_list("pk", *fields)}
            queryset = queryset.filter(
                pk__in=[key for key, text in texts.items() if all(word in text for word in words)]
            )
        return queryset, False

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Add a row once: the second click of a page leads to the list and adds nothing."""
        _known_address(request)
        key = _key_of(request)
        context = {**(extra_context or {}), "page_key": key or uuid4()}
        if request.method != "POST" or key is None or not self.once():
            return super().add_view(request, form_url, context)
        with transaction.atomic():
            if not Once.objects.claim(key):
                messages.info(request, _("It has been added already, by the same page."))
                return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
            response = super().add_view(request, form_url, context)
            if not hasattr(request, "_added"):
                Once.objects.filter(key=key).delete()  # refused: the same page comes again
        return response

    def once(self) -> bool:
        """Whether a second click does nothing."""
        return True

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            request._added = True  # type: ignore[attr-defined]  # our own attribute

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        _known_address(request)
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        _known_address(request)
        row = self.get_object(request, object_id)
        if row is not None and self.has_delete_permission(request, row):
            ask_again(request)
        return super().delete_view(request, object_id, extra_context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> M | None:
        """Return the row; on a POST in a transaction, lock it and return it as the last change left it."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return found
        list(self.model._base_manager.select_for_update().filter(pk=found.pk).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            return form
        return locked(form, changed_by=self.changed_by(obj) if request.method == "POST" else "")

    def changed_by(self, row: M) -> str:
        """Return who changed a row last; empty if that is not known."""
        return ""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Show errors in our own summary instead of Django's, with status 422, or 409 for a conflict."""
        refused = context["adminform"].form if context.pop("errors", None) else None
        response = super().render_change_form(request, {**context, "refused": refused}, *args, **kwargs)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
        if getattr(refused, "conflict", False):
            response.status_code = HTTPStatus.CONFLICT
        return response


def _missing(sent: QueryDict) -> str:
    """Say what an action on a list lacks; empty if nothing."""
    if "index" not in sent:
        return ""
    if not sent.getlist(ACTION_CHECKBOX_NAME):
        return _("Nothing was changed: select the rows first.")
    return "" if sent.get("action") else _("Nothing was changed: choose an action first.")


def _known_address(request: HttpRequest) -> None:
    """Refuse what no page of ours sends: Django would look up the row by a column of the visitor's choice."""
    if TO_FIELD_VAR in request.GET or TO_FIELD_VAR in request.POST:
        raise BadRequest


def _key_of(request: HttpRequest) -> UUID | None:
    with suppress(ValueError):
        return UUID(request.POST.get(KEY, ""))
    return None
