"""A query whose SQL Django writes once for its shape; from then on only the values are put into it.

Writing the SQL takes Django ten times as long as the database takes to answer a page's small queries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import randbelow, token_hex
from threading import local
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import ModelIterable, get_related_populators

MOST_SHAPES = 50  # of one query: each number of shops in a browser is one
Value = int | str | UUID | datetime
Given = Value | Sequence[Value]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a given value goes in, as this database wants it."""

    at: int
    adapt: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Written:
    """The SQL of one shape, what goes into it, and what makes a row of the database a row of the queryset."""

    sql: str
    params: tuple[object, ...]
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]
    row: Callable[[Sequence[Any]], Any]

    def bound(self, values: Sequence[Value]) -> list[Any]:
        return [each.adapt(values[each.at]) if type(each) is Place else each for each in self.params]


class Prepared:
    """`Prepared(build)(*values)` returns what `list(build(*values))` does.

    `build` makes a queryset of models or of tuples. It may depend on nothing but its values: it is called twice with
    made-up ones, and where those are found in the SQL's parameters, the values go from then on. A sequence may have
    any number of values. What else differs between the two, such as the time, is refused.
    """

    every: ClassVar[list[Prepared]] = []  # so that a test can compare each with what Django writes

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.build, self._kept = build, local()  # each thread has a connection of its own
        self.every.append(self)

    def __call__(self, *given: Given) -> list[Any]:
        written = self.written(*given)
        if written is None:
            return []
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.bound(flat(given)))
            rows = cursor.fetchall()
        found = []
        for each in rows:
            row = list(each)
            for at, converters, column in written.converters:
                value = row[at]
                for convert in converters:
                    value = convert(value, column, connection)
                row[at] = value
            found.append(written.row(row))
        return found

    def written(self, *given: Given) -> Written | None:
        """Return the SQL for values of this shape; None if no row can match, as with no shop at all."""
        shapes: dict[object, Written | None] | None = getattr(self._kept, "shapes", None)
        if shapes is None:
            shapes = self._kept.shapes = {}
        shape = tuple(type(each) if isinstance(each, Value) else (*map(type, each),) for each in given)
        if shape not in shapes:
            if len(shapes) >= MOST_SHAPES:
                shapes.clear()
            shapes[shape] = self._write(given)
        return shapes[shape]

    def _write(self, given: Sequence[Given]) -> Written | None:
        one, two = (self._compiled(given) for _ in range(2))
        if one is None or two is None:
            return None
        # A sequence is a set for Django, in whatever order its values are written.
        group = [at for at, each in enumerate(given) for _ in ([each] if isinstance(each, Value) else each)]
        alike = [[group[each.at] if isinstance(each, Place) else (each,) for each in it.params] for it in (one, two)]
        if one.sql != two.sql or alike[0] != alike[1]:
            raise ValueError("the query depends on more than its values")
        return one

    def _compiled(self, given: Sequence[Given]) -> Written | None:
        made_up = [_made_up(each) if isinstance(each, Value) else [*map(_made_up, each)] for each in given]
        asked = self.build(*made_up)
        compiler = asked.query.get_compiler(using=connection.alias)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            if any(not isinstance(each, Value) and not each for each in given):
                return None
            raise ValueError("the query matches nothing, whatever its values are") from None
        values = flat(made_up)
        places = tuple(_place(each, values) for each in params)
        if {each.at for each in places if isinstance(each, Place)} != {*range(len(values))}:
            raise ValueError("the query does not ask for each of its values as it is")
        columns = [each[0] for each in compiler.select[: compiler.col_count]]
        converters = tuple(
            (at, tuple(convs), column) for at, (convs, column) in compiler.get_converters(columns).items()
        )
        return Written(
            sql, places, converters, _maker(compiler) if issubclass(asked._iterable_class, ModelIterable) else tuple
        )


def flat(given: Sequence[Given]) -> list[Value]:
    return [value for each in given for value in ([each] if isinstance(each, Value) else each)]


def _made_up(like: Value) -> Value:
    """Return a value of the same type that no query has by itself."""
    if isinstance(like, UUID):
        return uuid4()
    if isinstance(like, datetime):
        return datetime(2, 1, 1, tzinfo=UTC) + timedelta(microseconds=randbelow(2**52))
    return token_hex(16) if isinstance(like, str) else 2**61 + randbelow(2**60)


def _place(param: Any, values: Sequence[Value]) -> object:
    """Return where the value goes that this parameter was made of; the parameter itself if it is a constant."""
    for at, value in enumerate(values):
        ways: tuple[Callable[[Any], Any], ...]
        ways = (_as_is, _hex, connection.ops.adapt_datetimefield_value, type(param))
        for adapt in ways:
            try:
                same = type(adapted := adapt(value)) is type(param) and adapted == param
            except (TypeError, ValueError, AttributeError, ArithmeticError):
                continue
            if same:
                return Place(at, adapt)
    return param


def _as_is(value: Any) -> Any:
    return value


def _hex(value: UUID) -> str:
    return value.hex


def _maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a row an instance with its related ones."""
    info = compiler.klass_info
    model, fields = info["model"], info["select_fields"]
    start, end = fields[0], fields[-1] + 1
    names = [each[0].target.attname for each in compiler.select[start:end]]
    related = cast("Any", get_related_populators)(info, compiler.select, connection.alias)
    annotated = [*(compiler.annotation_col_map or {}).items()]

    def instance(row: Sequence[Any]) -> Any:
        made = model.from_db(connection.alias, names, row[start:end])
        for each in related:
            each.populate(row, made)
        for name, at in annotated:
            setattr(made, name, row[at])
        return made

    return instance
