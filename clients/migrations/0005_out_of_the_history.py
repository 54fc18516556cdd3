"""What rules used to read in the history stands in columns: who invited a colleague, which mail went out."""

from django.db import migrations

FIRST_NAME = 'Your firm'  # what a firm was called until it was given its own name
INVITED = ('colleague-invited', 'colleague-invited-again')
MAILED = {'mailed-submitted': 'submitted', 'mailed-notes': 'notes'}


def fill(apps, schema_editor):
    Change, Firm, Invitation, Mail = (
        apps.get_model('clients', name) for name in ('Change', 'Firm', 'Invitation', 'Mail')
    )
    Firm.objects.filter(name=FIRST_NAME).update(named=False)

    last = {}  # who invited an address to a firm last
    for firm, who, detail in Change.objects.filter(what__in=INVITED).order_by('at', 'pk').values_list('firm', 'who', 'detail'):
        last[firm, str(detail.get('name', '')).lower()] = who
    for row in Invitation.objects.filter(accepted=None, revoked=None):
        row.made_by_id = last.get((row.firm_id, row.email.lower()))
        if row.made_by_id:
            row.save(update_fields=['made_by'])

    mails = {}
    for line in Change.objects.filter(what__in=MAILED).order_by('at', 'pk'):
        about = str(line.detail.get('assessment', ''))
        if about:
            mails[line.what, about] = Mail(
                kind=MAILED[line.what], about=about, shop_id=line.shop_id, state='sent', tries=1,
                by_id=line.who_id if line.what == 'mailed-notes' else None,
                asked=line.at, next_try=line.at, tried=line.at, sent=line.at, confirmed=line.at,
            )
    Mail.objects.bulk_create(mails.values(), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0004_outbox'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
