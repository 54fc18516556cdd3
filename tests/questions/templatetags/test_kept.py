"""A kept part is made once for its values and language; what is a visitor's own is put in for each."""

from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from clients.models.shops import Shop

HEAD = "{% load kept i18n %}"


def shown(template: Template, **context: Any) -> str:
    return template.render(Context(context))


def test_part_is_made_once_for_its_values() -> None:
    template = Template(HEAD + "{% kept a %}{{ a }} {{ b }}{% endkept %}")
    assert shown(template, a=1, b="x") == "1 x"
    assert shown(template, a=1, b="never looked at") == "1 x"
    assert shown(template, a=2, b="y") == "2 y"


def test_part_with_an_unknown_value_is_made_each_time() -> None:
    template = Template(HEAD + "{% kept a %}{{ b }}{% endkept %}")
    assert [shown(template, b=1), shown(template, a=None, b=2)] == ["1", "2"]


def test_each_part_and_language_has_its_own() -> None:
    template = Template(HEAD + "{% kept %}{{ n }}{% endkept %}{% kept %}{{ n|add:1 }}{% endkept %}")
    assert shown(template, n=1) == "12"
    with translation.override("en-gb"):
        assert shown(template, n=5) == "56"
    assert shown(template, n=7) == "12"


def test_every_visitor_gets_their_own_token_and_address() -> None:
    template = Template(HEAD + "{% kept putting address %}{% csrf_token %}<a href='{{ address }}'>{% endkept %}")
    first = shown(template, csrf_token="mine", address="/a/1/")
    assert 'value="mine"' in first
    assert "href='/a/1/'" in first
    second = shown(template, csrf_token="theirs", address="/a/<2>/")
    assert second == first.replace("mine", "theirs").replace("/a/1/", "/a/&lt;2&gt;/")


def test_a_part_in_a_part_gets_the_visitors_token_too() -> None:
    template = Template(HEAD + "{% kept 1 %}{% kept 2 %}{% csrf_token %}{% endkept %}{% endkept %}")
    assert 'value="mine"' in shown(template, csrf_token="mine")
    assert 'value="theirs"' in shown(template, csrf_token="theirs")


def test_a_row_is_refused_as_a_value() -> None:
    with pytest.raises(TypeError, match="name its fields"):
        shown(Template(HEAD + "{% kept shop %}{% endkept %}"), shop=Shop(pk=1, name="x"))
