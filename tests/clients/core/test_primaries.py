"""Profiles made of numbers are those that programs write for the same colors."""

from io import BytesIO

import pytest
from PIL import ImageCms

from clients.core.primaries import CURVES, D50, PRIMARIES, SRGB_CURVE, profile_of

# What red, green and blue are in the profiles that others write, as X, Y and Z.
SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.7141))
DISPLAY_P3 = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))
ADOBE = (0.3127, 0.329, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06)
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def colors_of(made: bytes) -> list[tuple[float, ...]]:
    profile = ImageCms.ImageCmsProfile(BytesIO(made)).profile
    found = (profile.red_colorant, profile.green_colorant, profile.blue_colorant)
    return [each[0] for each in found if each]


@pytest.mark.parametrize(("numbers", "wanted"), [(PRIMARIES[1], SRGB), (PRIMARIES[12], DISPLAY_P3), (ADOBE, ADOBE_RGB)])
def test_colors_are_those_of_other_programs(numbers: tuple[float, ...], wanted: tuple[tuple[float, ...], ...]) -> None:
    made = profile_of(numbers, SRGB_CURVE)
    assert made is not None
    for here, there in zip(colors_of(made), wanted, strict=True):
        assert here == pytest.approx(there, abs=0.0005)


@pytest.mark.parametrize("code", PRIMARIES)
def test_all_three_together_are_white(code: int) -> None:
    made = profile_of(PRIMARIES[code], (2.2,))
    assert made is not None
    assert [sum(each) for each in zip(*colors_of(made), strict=True)] == pytest.approx(D50, abs=0.0005)


@pytest.mark.parametrize("numbers", [(0.0,) * 8, (0.3,) * 8, (0.3127, 0.329, 0.64, 0.0, 0.3, 0.6, 0.15, 0.06)])
def test_numbers_that_make_no_colors_make_no_profile(numbers: tuple[float, ...]) -> None:
    assert profile_of(numbers, (2.2,)) is None


@pytest.mark.parametrize("code", CURVES)
def test_curve_begins_at_black_and_ends_at_white(code: int) -> None:
    power, *linear = CURVES[code]
    steep, shift, _flat, _from = linear or (1.0, 0.0, 0.0, 0.0)
    assert (steep + shift) ** power == pytest.approx(1.0)
