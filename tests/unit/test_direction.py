import pytest

from report.arabic.direction import find_foreign_runs, has_letters


def runs(text: str, base: str = "rtl") -> list[str]:
    return [text[start:end] for start, end in find_foreign_runs(text, base)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('من طراز "آي إل-76" (IL-76) و5 طائرات', ["IL-76"]),
        ('طراز "An-124" (إيه إن-124)', ["An-124"]),
        ("صحيفة New York Times الأميركية", ["New York Times"]),
        ("لغة C++ ولغة C#، وA/B", ["C++", "C#", "A/B"]),
        ("الموقع https://example.org/a?b=1&c=%20 هنا", ["https://example.org/a?b=1&c=%20"]),
        ("راسلوا a.b@example.org.", ["a.b@example.org"]),
        ("نظام Windows 11 الجديد", ["Windows 11"]),
        ("وباء COVID-19، وطائرة F-16.", ["COVID-19", "F-16"]),
        ("طباعة 3D حديثة", ["3D"]),
        ("(NATO) و[EU] و«UN»", ["NATO", "EU", "UN"]),
        ("عام 2019، بين 10 و20 في المئة (59 عاما)", []),
        ("Paris, London والقاهرة", ["Paris, London"]),
        ("وكالة AP, 8 يناير", ["AP"]),
        ("سلسلة Boeing 737, 747, 777 كلها", ["Boeing 737"]),
        ("في March 5, 2014 كتب", ["March 5, 2014"]),
        ("انظر IL-76, 12.", ["IL-76, 12"]),
        ("", []),
    ],
)
def test_latin_runs_in_arabic(text: str, expected: list[str]) -> None:
    assert runs(text) == expected


def test_arabic_runs_in_latin() -> None:
    assert runs("The word كتاب, then «آي إل-76».", "ltr") == ["كتاب", "آي إل-76"]


def test_brackets_stay_outside_and_offsets_are_exact() -> None:
    text = "أ (IL-76) ب"
    assert find_foreign_runs(text, "rtl") == ((3, 8),)


def test_letters() -> None:
    assert has_letters("2019 سنة", "rtl")
    assert not has_letters("2019", "rtl")
    assert has_letters("a", "ltr")
