from __future__ import annotations

import pytest

from report.colours import list_shades, measure_contrast, measure_luminance, mix


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#000000", 21.0),
        ("#0f3d4c", "#0f3d4c", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that passes, the darkest that fails
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#FFFFFF", 8.59),
    ],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert measure_contrast(one, other) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "luminance"),
    [("#000000", 0.0), ("#ffffff", 1.0), ("#00ff00", 0.7152), ("#0a0a0a", 10 / 255 / 12.92)],
)
def test_the_luminance_is_that_of_wcag(colour: str, luminance: float) -> None:
    assert measure_luminance(colour) == pytest.approx(luminance)


def test_a_mixture_lies_between_its_colours() -> None:
    assert [mix("#102030", "#305070", share) for share in (0, 0.5, 1)] == ["#102030", "#203850", "#305070"]


@pytest.mark.parametrize(("ground", "end"), [("#ffffff", "#000000"), ("#0f3d4c", "#ffffff")])
def test_shades_stand_out_more_and_more(ground: str, end: str) -> None:
    shades = list(list_shades("#a8481f", on=ground))
    assert (shades[0], shades[-1]) == ("#a8481f", end)
    contrasts = [measure_contrast(shade, ground) for shade in shades[5:]]
    assert contrasts == sorted(contrasts)
