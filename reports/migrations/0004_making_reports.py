from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0003_bundles'),
    ]

    operations = [
        migrations.RenameField('storedreport', 'created', 'made'),
        migrations.AlterField('storedreport', 'made', models.DateTimeField(null=True)),
        migrations.AddField('storedreport', 'asked', models.DateTimeField(null=True)),
        migrations.AddField('storedreport', 'begun', models.DateTimeField(null=True)),
        migrations.AddField('storedreport', 'failed', models.DateTimeField(null=True)),
        migrations.AddField('storedreport', 'parts', models.JSONField(default=dict)),
        migrations.AlterField('storedreport', 'file', models.FileField(blank=True, max_length=200, upload_to='reports')),
        migrations.AlterField('storedreport', 'made_with', models.CharField(blank=True, max_length=60)),
        migrations.AlterField('storedreport', 'sha256', models.CharField(blank=True, max_length=64)),
    ]
