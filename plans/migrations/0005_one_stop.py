from django.db import migrations


def carry_over(apps, schema_editor):
    """Who stopped the reminders they asked for last, and asked for none since, wants no others either."""
    Reminder = apps.get_model("plans", "Reminder")
    Shop = apps.get_model("clients", "Shop")
    last = dict(Reminder.objects.exclude(days=0).order_by("asked", "pk").values_list("shop", "stopped"))
    for shop, at in last.items():
        if at:
            Shop.objects.filter(pk=shop, mails_stopped=None).update(mails_stopped=at)


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_reminders"), ("clients", "0021_reminders_stopped")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
