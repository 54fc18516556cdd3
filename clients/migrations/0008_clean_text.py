from django.conf import settings
from django.db import migrations

from clients.core.text import clean_email, clean_line, clean_text, fold, same

BATCH = 500
PEOPLE = {"first_name": clean_line, "last_name": clean_line, "email": clean_email, "username": clean_line}
FIRMS = {"name": clean_line, "contact": clean_text, "footer": clean_line}
SHOPS = {"name": clean_line, "owner": clean_line, "email": clean_email, "contact": clean_text}


def clean(apps, schema_editor):
    """What came in before there was a door: names, addresses and contacts as they would come in today."""
    app, _dot, account = settings.AUTH_USER_MODEL.partition(".")
    User = apps.get_model(app, account)
    taken = set(User.objects.values_list("username", flat=True))
    rows(User, PEOPLE, taken=taken)
    rows(apps.get_model("clients", "Invitation"), {"email": clean_email})
    rows(apps.get_model("clients", "Firm"), FIRMS, folded=lambda row: {"folded": fold(row.name)})
    rows(apps.get_model("clients", "Tag"), {"name": clean_line}, folded=lambda row: {"folded": fold(row.name), "word": same(row.name)})
    rows(apps.get_model("clients", "Shop"), SHOPS, folded=lambda row: {"folded": fold(row.name), "searched": "\n".join(fold(each) for each in (row.name, row.owner, row.email))})
    one_tag_per_word(apps.get_model("clients", "Tag"))


def rows(model, fields, *, folded=None, taken=()):
    """Store what differs once it is clean; a firm, a tag or an account does not lose its only name."""
    for row in model.objects.only("pk", *fields).order_by("pk").iterator(BATCH):
        found = {}
        for name, cleaned in fields.items():
            before = getattr(row, name)
            after = cleaned(before)[: model._meta.get_field(name).max_length or None]
            needed = name in ("name", "username") and not model._meta.get_field(name).blank
            if after != before and not (needed and not after) and not (name == "username" and after in taken):
                found[name] = after
                setattr(row, name, after)
        if found := {**found, **(folded(row) if folded else {})}:
            model.objects.filter(pk=row.pk).update(**found)


def one_tag_per_word(model):
    """Süd and SÜD are one: the first of them stays, with the shops of all."""
    first = {}
    for tag in model.objects.order_by("pk"):
        kept = first.setdefault((tag.firm_id, tag.word), tag)
        if kept is not tag:
            kept.shops.add(*tag.shops.all())
            tag.delete()


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('clients', '0007_folded'),
    ]

    operations = [
        migrations.RunPython(clean, migrations.RunPython.noop),
    ]
