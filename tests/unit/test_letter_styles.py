"""What a stylesheet of a project may do to Arabic letters, and what a build says of it."""

from __future__ import annotations

import pytest

from tests.unit.weasy_samples import lay_out

BODY = '<p>كتب الكاتب <bdi lang="en" dir="ltr">IL-76</bdi></p>'


@pytest.mark.parametrize(
    ("css", "said"),
    [
        ("p { letter-spacing: .05em }", "letter-spacing"),
        ("p { font-style: italic }", "font-style: italic"),
        ('p { font-feature-settings: "calt" 0 }', 'font-feature-settings: "calt" 0'),
        ("p { font-variant-ligatures: no-common-ligatures }", 'font-feature-settings: "liga" 0'),
        ("p { color: rgba(0, 0, 0, .5) }", "color"),
    ],
)
def test_a_style_that_harms_the_letters_is_named(css: str, said: str) -> None:
    findings = [one for one in lay_out(BODY, css=css).findings if one.rule == "letters-keep-their-forms"]
    assert str(findings[0].message) == f"page 1: {said} on Arabic letters: كتب الكاتب"


@pytest.mark.parametrize("css", ["", "bdi { letter-spacing: 1pt; font-style: italic }", "p { opacity: .5 }"])
def test_other_letters_and_boxes_may_have_it(css: str) -> None:
    assert lay_out(BODY, css=css).findings == ()
