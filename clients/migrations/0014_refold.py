from unicodedata import decimal

from django.db import migrations

BATCH = 500
LETTERS = {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u06c1": "\u0647", "\u06d5": "\u0647"}


def refold(apps, schema_editor):
    """What is searched knows digits of any script, and letters of Arabic and of Persian keyboards, as one."""
    for name, columns in (("Firm", ("folded",)), ("Tag", ("folded",)), ("Shop", ("folded", "searched"))):
        model = apps.get_model("clients", name)
        for row in model.objects.only("pk", *columns).order_by("pk").iterator(BATCH):
            found = {each: plain(getattr(row, each)) for each in columns}
            if any(getattr(row, each) != text for each, text in found.items()):
                model.objects.filter(pk=row.pk).update(**found)


def plain(text):
    return "".join(LETTERS.get(each) or str(decimal(each, each)) for each in text)


def one_tag_per_word(apps, schema_editor):
    """A tag with a Turkish capital is the tag in small letters: both become one, with the shops of both."""
    Tag = apps.get_model("clients", "Tag")
    for tag in Tag.objects.order_by("pk"):
        word = tag.word.replace("i\u0307", "i").replace("\u0131", "i")
        if word == tag.word:
            continue
        other = Tag.objects.filter(firm=tag.firm_id, word=word).first()
        if other is None:
            Tag.objects.filter(pk=tag.pk).update(word=word)
        else:
            other.shops.add(*tag.shops.all())
            tag.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('clients', '0013_second_factor'),
    ]

    operations = [
        migrations.RunPython(refold, migrations.RunPython.noop),
        migrations.RunPython(one_tag_per_word, migrations.RunPython.noop),
    ]
