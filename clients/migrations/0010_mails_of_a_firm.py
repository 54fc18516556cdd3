"""A mail about a shop says for which firm it went out: whom an earlier firm told stays with that one."""

import django.db.models.deletion
from django.db import migrations, models

MAILED = {'mailed-submitted': 'submitted', 'mailed-notes': 'notes'}


def fill(apps, schema_editor):
    Change, Mail = (apps.get_model('clients', name) for name in ('Change', 'Mail'))
    told = {}  # the firm that the history named when it went out
    for firm, what, detail in Change.objects.filter(what__in=MAILED).order_by('at', 'pk').values_list('firm', 'what', 'detail'):
        told[MAILED[what], str(detail.get('assessment', ''))] = firm
    changed = []
    for mail in Mail.objects.filter(firm=None).exclude(shop=None).select_related('shop'):
        mail.firm_id = told.get((mail.kind, mail.about), mail.shop.firm_id)
        if mail.firm_id:
            changed.append(mail)
    Mail.objects.bulk_update(changed, ['firm'], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0009_one_tag_per_word'),
    ]

    operations = [
        migrations.AlterField(
            model_name='mail',
            name='firm',
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mails', to='clients.firm',
            ),
        ),
        migrations.AddField(model_name='mail', name='address', field=models.EmailField(blank=True, default='', max_length=254), preserve_default=False),
        migrations.AlterField(
            model_name='mail',
            name='kind',
            field=models.CharField(choices=[('colleague', 'invitation of a colleague'), ('invitation', 'invitation'), ('resume', 'link to go on'), ('lent', 'link to go on, by a colleague'), ('notes', 'notes to the owner'), ('submitted', 'news of the answers')], max_length=10),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
