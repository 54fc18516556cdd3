from django.db import migrations

import clients.fields


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0006_start_and_openings'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='firm',
            options={'ordering': ['folded', 'pk'], 'verbose_name': 'firm', 'verbose_name_plural': 'firms'},
        ),
        migrations.AlterModelOptions(
            name='shop',
            options={'ordering': ['folded', 'pk'], 'verbose_name': 'shop', 'verbose_name_plural': 'shops'},
        ),
        migrations.AlterModelOptions(
            name='tag',
            options={'ordering': ['folded', 'pk'], 'verbose_name': 'tag', 'verbose_name_plural': 'tags'},
        ),
        migrations.RemoveConstraint(
            model_name='tag',
            name='one_tag_per_name',
        ),
        migrations.AddField(
            model_name='firm',
            name='folded',
            field=clients.fields.Folded(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='shop',
            name='folded',
            field=clients.fields.Folded(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='shop',
            name='searched',
            field=clients.fields.Folded(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='tag',
            name='folded',
            field=clients.fields.Folded(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='tag',
            name='word',
            field=clients.fields.Folded(blank=True, default='', editable=False),
        ),
    ]
