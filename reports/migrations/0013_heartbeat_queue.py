"""Which queue a worker serves, so that the doctor can say which one nobody does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0012_meeting"),
    ]

    operations = [
        migrations.AddField(
            model_name="heartbeat",
            name="queue",
            field=models.CharField(default="", max_length=64),
        ),
    ]
