from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0008_clean_text'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(fields=('firm', 'word'), name='one_tag_per_word'),
        ),
    ]
