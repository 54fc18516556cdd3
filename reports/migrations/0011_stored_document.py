from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0010_states_in_plans"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedreport",
            name="document",
            field=models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
    ]
