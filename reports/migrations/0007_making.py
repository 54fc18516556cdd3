"""One state for what is being made: bundles tell it in the words that stored reports do, and handouts have rows."""

from django.db import migrations, models


def asked_when_created(apps, schema_editor):
    apps.get_model('reports', 'Bundle').objects.update(asked=models.F('created'))


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0006_heartbeat'),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredHandout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.DateTimeField(null=True)),
                ('begun', models.DateTimeField(null=True)),
                ('failed', models.DateTimeField(null=True)),
                ('made', models.DateTimeField(null=True)),
                ('file', models.FileField(blank=True, max_length=200, upload_to='')),
                ('path', models.CharField(max_length=150, unique=True)),
            ],
            options={
                'verbose_name': 'handout',
                'verbose_name_plural': 'handouts',
            },
        ),
        migrations.RenameField(model_name='bundle', old_name='finished', new_name='made'),
        migrations.RenameField(model_name='bundle', old_name='touched', new_name='begun'),
        migrations.AlterField(model_name='bundle', name='begun', field=models.DateTimeField(null=True)),
        migrations.AddField(model_name='bundle', name='asked', field=models.DateTimeField(null=True)),
        migrations.AlterField(
            model_name='bundle', name='file', field=models.FileField(blank=True, max_length=200, upload_to=''),
        ),
        migrations.AlterField(
            model_name='storedreport', name='file', field=models.FileField(blank=True, max_length=200, upload_to=''),
        ),
        migrations.RunPython(asked_when_created, migrations.RunPython.noop),
    ]
