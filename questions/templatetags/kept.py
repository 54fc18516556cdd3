"""A part of a page that is made once for all that it depends on: `{% kept values… %}…{% endkept %}`.

The values must name everything that the part shows besides the language; one that is None lets it be made anew each
time. It may hold forms: each visitor's own token is put in afterwards. So is the variable named after `putting`, such
as an address that every visitor has another of: `{% kept values… putting address %}`.
"""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from questions.recent import Recent

register = template.Library()

parts: Recent[str] = Recent(200, timedelta(minutes=10))
# Where a visitor's own token and address go; nobody outside knows them, so nobody can type them.
TOKEN, PUT = token_hex(32), token_hex(32)


class Kept(template.Node):
    child_nodelists = ("nodelist",)

    def __init__(self, values: list[FilterExpression], putting: str, nodelist: NodeList) -> None:
        self.values, self.putting, self.nodelist = values, putting, nodelist

    def render(self, context: Context) -> SafeString:
        values = tuple(each.resolve(context, ignore_failures=True) for each in self.values)
        if None in values:
            return self.nodelist.render(context)
        if any(isinstance(each, Model) for each in values):
            raise TypeError("a row is equal to itself after it has changed: name its fields")

        def make() -> str:
            with context.push(csrf_token=TOKEN, **({self.putting: PUT} if self.putting else {})):
                return self.nodelist.render(context)

        # This node itself is part of the key: no other part of any page has it.
        html = parts.get((self, get_language(), values), make)
        for mark, name in ((TOKEN, "csrf_token"), (PUT, self.putting)):
            if mark in html:
                html = html.replace(mark, conditional_escape(context.get(name, "") or ""))
        return mark_safe(html)  # noqa: S308 -- made by templates


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    words = token.split_contents()[1:]
    *words, putting = words if words[-2:-1] == ["putting"] else (*words, "")
    values = [parser.compile_filter(each) for each in words if each != "putting"]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(values, putting, nodelist)
