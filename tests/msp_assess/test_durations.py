"""What people set is read strictly."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from msp_assess.durations import minutes


def test_minutes_are_a_whole_number() -> None:
    assert minutes("IDLE_MINUTES", "20") == 20


@pytest.mark.parametrize("told", ["", "0", "-5", "1.5", "an hour", "٣"])
def test_anything_else_is_named(told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="IDLE_MINUTES is"):
        minutes("IDLE_MINUTES", told)
