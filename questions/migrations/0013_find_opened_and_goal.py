from itertools import islice

from django.db import migrations
from django.db.models import F, Min

CHUNK = 500


def find(apps, schema_editor):
    """When an attempt was opened, as far as its rows tell: a pressed invitation, a browser's key, the first answer.

    Fetching a link left no trace, so nothing of what is found here was only fetched. Goals are read from scorecards.
    """
    Assessment = apps.get_model("questions", "Assessment")
    Access = apps.get_model("questions", "Access")
    Answer = apps.get_model("questions", "Answer")
    found = {}
    for rows, name in (
        (Access.objects.filter(kind="invite", used__isnull=False), "used"),
        (Access.objects.filter(kind="browser"), "created"),
        (Answer.objects.filter(given__isnull=False), "given"),
        (Answer.objects.filter(given=None), "changed"),
    ):
        for key, at in rows.order_by().values_list("assessment").annotate(first=Min(name)):
            found[key] = min(at, found.get(key, at))
    Assessment.objects.filter(submitted__isnull=False, opened=None).update(opened=F("started"))
    each = Assessment.objects.only("pk", "opened", "submitted", "scorecard").order_by("pk").iterator(chunk_size=CHUNK)
    while chunk := list(islice(each, CHUNK)):
        for row in chunk:
            row.opened = found.get(row.pk, row.opened)
            row.goal = (row.scorecard or {}).get("goal") or ""
        Assessment.objects.bulk_update(chunk, ["opened", "goal"])


class Migration(migrations.Migration):
    dependencies = [("questions", "0012_opened_and_goal")]

    operations = [migrations.RunPython(find, migrations.RunPython.noop)]
