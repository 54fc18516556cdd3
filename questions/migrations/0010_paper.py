import os

from django.db import migrations


def keep_paper(apps, schema_editor):
    """Reports of what was submitted before their paper was kept stay on the paper they had."""
    Assessment = apps.get_model("questions", "Assessment")
    Assessment.objects.filter(submitted__isnull=False, paper="").update(paper=os.environ.get("PAPER") or "A4")


class Migration(migrations.Migration):

    dependencies = [
        ('questions', '0009_who_answered'),
    ]

    operations = [
        migrations.RunPython(keep_paper, migrations.RunPython.noop),
    ]
