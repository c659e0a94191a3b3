from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from lxml import etree

from report.edition import Edition
from report.errors import ResourceError, SourceError, TemplateError
from report.render import Renderer, load_theme
from report.resources import Resources
from tests.unit.test_edition import compose


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "templates" / "themes").mkdir(parents=True)
    (tmp_path / "templates" / "themes" / "plain.toml").write_text(
        '[faces.print]\nbody = ["Amiri"]\nheading = ["IBM Plex Sans Arabic", "Amiri"]\n', encoding="utf-8"
    )
    return tmp_path


def make_renderer(project: Path) -> Renderer:
    resources = Resources(project=project)
    return Renderer(resources, load_theme(resources, "plain"), "ar")


def render(project: Path, template: str, edition: Edition | None = None, **context: object) -> str:
    (project / "templates" / "page.j2").write_text(template, encoding="utf-8")
    return make_renderer(project).render("page.j2", edition or compose(), **context)


ARTICLE = (
    '{% set target = "TARGET" %}{% from "macros.xhtml.j2" import blocks with context %}'
    '<section xmlns:epub="http://www.idpf.org/2007/ops">{{ blocks(edition.body_matter[0].blocks) }}</section>'
)


def find(root: etree._Element, path: str) -> list[etree._Element]:
    return cast(list[etree._Element], root.xpath(path))


@pytest.mark.parametrize("target", ["print", "epub"])
def test_blocks_are_well_formed_and_hold_the_text(project: Path, target: str) -> None:
    markup = render(project, ARTICLE.replace("TARGET", target), href=lambda id: f"#{id}")
    root = etree.fromstring(markup)
    for element in find(root, "//*[@data-ours] | //span[@class='footnote']"):
        element.text = ""
    texts = ["".join(map(str, p.itertext())) for p in root.iter("p")]
    assert texts == ["قالت الوزارة إن 70 طائرة من طراز IL-76 أقلعت. ثم عادت 5 طائرات.", "خاتمة."]
    (bdi,) = root.iter("bdi")
    assert (bdi.text, bdi.get("dir"), bdi.get("lang")) == ("IL-76", "ltr", "en")
    marks = find(root, "//a[@class='fact-mark']")
    assert [mark.get("href") for mark in marks] == ["#fact-figures-1", "#fact-figures-2"]
    anchors = find(root, "//span[@class='sentence']")
    assert [anchor.get("id") for anchor in anchors] == ["sentence-1", "sentence-2"]


def test_the_author_s_characters_are_escaped(project: Path) -> None:
    assert render(project, "{{ text }}", text="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"


def test_digits_filter_and_css_strings(project: Path) -> None:
    assert render(project, "{{ 12|digits }}") == "12"
    assert render(project, "{{ text|css_string }}", text='a"\\\n</style>') == (
        '"a\\22 \\5c \\a \\3c /style\\3e "'
    )


def test_unknown_variable_names_template_and_line(project: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        render(project, "one\n{{ missing }}")
    assert str(caught.value.location).endswith("page.j2:2")


def test_syntax_error_names_template_and_line(project: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        render(project, "one\n\n{% if %}")
    assert str(caught.value.location).endswith("page.j2:3")


def test_missing_template_and_missing_string(project: Path) -> None:
    with pytest.raises(TemplateError, match="there is no template gone"):
        make_renderer(project).render("gone.j2", compose())
    with pytest.raises(TemplateError, match=r"no string no\.such\.key"):
        render(project, "{{ string('no.such.key') }}")


def test_templates_are_sandboxed(project: Path) -> None:
    with pytest.raises(SourceError):
        render(project, "{{ ''.__class__.__mro__ }}")


def test_theme_tokens_cannot_be_changed_and_families_come_in_order(project: Path) -> None:
    theme = load_theme(Resources(project=project), "plain")
    assert theme.families("print") == ("Amiri", "IBM Plex Sans Arabic")
    with pytest.raises(TypeError):
        theme.tokens["faces"]["print"]["body"] = ()


def test_missing_theme_lists_the_places(project: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        load_theme(Resources(project=project), "none")
    assert str(project) in str(caught.value.hint)
