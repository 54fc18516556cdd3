from django.db import migrations

from clients.core.text import clean_text

BATCH = 500


def clean(apps, schema_editor):
    """Texts in answers that can still be changed, as they would come in today; what was submitted stays as it is."""
    Answer = apps.get_model("questions", "Answer")
    gone = []
    for row in Answer.objects.filter(assessment__submitted=None).order_by("pk").iterator(BATCH):
        if isinstance(row.value, str) and (text := clean_text(row.value)) != row.value:
            if text:
                Answer.objects.filter(pk=row.pk).update(value=text)
            else:
                gone.append(row.pk)
    Answer.objects.filter(pk__in=gone).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0008_clean_text'),
        ('questions', '0006_lent_keys'),
    ]

    operations = [
        migrations.RunPython(clean, migrations.RunPython.noop),
    ]
