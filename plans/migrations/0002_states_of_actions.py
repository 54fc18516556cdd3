"""What was said of a step in one attempt is said of the shop: of several attempts the latest word counts."""

from django.db import migrations

CHANGED = ("state", "version", "changed", "changed_by_id")


def move_to_shops(apps, schema_editor):
    State, Item = apps.get_model("reports", "ActionState"), apps.get_model("plans", "Item")
    Item._meta.get_field("changed").auto_now = False  # it was changed when it was changed
    latest = {}
    for row in State.objects.select_related("assessment").defer("assessment__scorecard").order_by("changed", "pk"):
        latest[row.assessment.shop_id, row.action] = row
    Item.objects.bulk_create(
        (
            Item(
                shop_id=shop,
                key=key,
                slug=row.assessment.slug,
                edition=row.assessment.version,
                finished=row.changed if row.state == "done" else None,
                **{name: getattr(row, name) for name in CHANGED},
            )
            for (shop, key), row in latest.items()
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def move_to_attempts(apps, schema_editor):
    """Put each state beside the newest result of its shop, where it was read before there were plans."""
    State, Item = apps.get_model("reports", "ActionState"), apps.get_model("plans", "Item")
    Assessment = apps.get_model("questions", "Assessment")
    State._meta.get_field("changed").auto_now = False
    submitted = Assessment.objects.filter(submitted__isnull=False).order_by("begun", "attempt", "submitted", "pk")
    newest = dict(submitted.values_list("shop_id", "pk"))
    State.objects.bulk_create(
        (
            State(
                assessment_id=newest[item.shop_id],
                action=item.key,
                **{name: getattr(item, name) for name in CHANGED},
            )
            for item in Item.objects.filter(version__gt=0).exclude(slug="")
            if item.shop_id in newest
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0001_initial"),
        ("questions", "0010_paper"),
        ("reports", "0009_bundle_started"),
    ]

    operations = [migrations.RunPython(move_to_shops, move_to_attempts)]
