from django.db import migrations
from django.db.models import F, Q


def find(apps, schema_editor):
    """Whose name was typed by an owner, and which address is one's own, as far as anybody can tell by now.

    In doubt a name was the owner's, and an address that a colleague has changed is nobody's: it is given anew.
    """
    Shop = apps.get_model("clients", "Shop")
    Change = apps.get_model("clients", "Change")
    Mail = apps.get_model("clients", "Mail")
    Access = apps.get_model("questions", "Access")
    Shop.objects.exclude(name="").filter(Q(firm=None) | Q(joined__isnull=False)).update(self_named=True)
    changed = {
        line.shop_id
        for line in Change.objects.filter(what="changed").exclude(shop=None).only("shop_id", "detail")
        if any("mail" in str(name).lower() for name in line.detail.get("fields", []))
    }
    mailed = Mail.objects.filter(kind="resume", address=F("shop__email")).values("shop")
    taken = Access.objects.filter(kind="invite", used__isnull=False, sent__isnull=False).values("assessment__shop")
    alone = Q(firm=None, withdrawn=None)
    known = Shop.objects.exclude(email="").filter(alone | Q(pk__in=mailed) | Q(pk__in=taken)).exclude(pk__in=changed)
    for pk in [*known.values_list("pk", flat=True)]:
        Shop.objects.filter(pk=pk).update(own_email=F("email"))


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0012_allowances_and_own_email'),
        ('questions', '0007_clean_answers'),
    ]

    operations = [
        migrations.RunPython(find, migrations.RunPython.noop),
        migrations.DeleteModel(
            name='Mailed',
        ),
    ]
