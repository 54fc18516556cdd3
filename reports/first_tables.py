"""Brings tables of the first day to what the first migrations say, which were edited once on that day."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

FIRST = (("clients", "0001_initial"), ("questions", "0001_initial"))


def complete(sender: object, using: str = "default", **kwargs: Any) -> None:
    """Add the columns that a database has not whose app has seen its first migration and no other.

    It runs before any migration, because the next ones read those columns.
    """
    connection = connections[using]
    applied = MigrationRecorder(connection).applied_migrations()
    for app, first in FIRST:
        if {name for label, name in applied if label == app} != {first}:
            continue
        # With what else it stands on: a foreign key leads to a model of another app.
        models = MigrationLoader(connection).project_state([(app, first)]).apps.get_app_config(app).get_models()
        for model in models:
            with connection.cursor() as cursor:
                columns = connection.introspection.get_table_description(cursor, model._meta.db_table)
            there = {each.name for each in columns}
            missing = [field for field in model._meta.local_concrete_fields if field.column not in there]
            with connection.schema_editor() as editor:
                for field in missing:
                    editor.add_field(model, field)
