import pytest

from report.arabic.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("جملة أولى. جملة ثانية؟ ثالثة", ["جملة أولى.", "جملة ثانية؟", "ثالثة"]),
        ("تشكيك.. لماذا؟  ثم سكت... ومضى.", ["تشكيك.. لماذا؟", "ثم سكت... ومضى."]),
        ("قال: «هذا كثير.» ثم خرج.", ["قال: «هذا كثير.»", "ثم خرج."]),
        ("بلغ 2.5 مليون. وزاد", ["بلغ 2.5 مليون.", "وزاد"]),
        ("كتبه J. Smith أمس.", ["كتبه J. Smith أمس."]),
        ("  ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected
