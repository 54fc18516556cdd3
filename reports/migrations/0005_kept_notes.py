from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0004_making_reports'),
    ]

    operations = [
        migrations.AddField(
            model_name='note',
            name='kept',
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
