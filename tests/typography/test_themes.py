"""Requirement 59 for the colours of every theme in grey; in colour `tests/unit/test_brand.py` asks."""

from __future__ import annotations

import pytest

from report.brand import LEAST_CONTRAST, TEXT_ON_GROUND
from report.colours import measure_contrast
from report.render import load_theme
from report.resources import Resources
from tests.typography.requirements.colour import fade


@pytest.mark.parametrize("theme", ["book", "briefing", "memo"])
def test_every_text_stands_out_in_grey(theme: str) -> None:
    colours = load_theme(Resources(), theme).tokens["colours"]
    faint = {
        (text, ground): contrast
        for text, ground in TEXT_ON_GROUND
        if (contrast := measure_contrast(fade(colours[text]), fade(colours[ground]))) < LEAST_CONTRAST
    }
    assert faint == {}
