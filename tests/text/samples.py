"""The texts and fonts that the text layer is measured with, and the PDF of one in the other."""

from __future__ import annotations

import hashlib
import html
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from report.arabic.direction import find_foreign_runs
from report.document import Direction
from report.fonts import Face
from report.weasy import layout, paint

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SHARED = REPOSITORY.parent / "shared" / "articles" / "article.txt"
"""A third party's article, which the repository may not hold."""

_STYLE = """
@page { size: A5; margin: 22mm 18mm }
html { font-family: "Sample"; font-size: 11pt; line-height: %s }
p { text-align: justify; margin: 0 0 6pt }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    name: str
    paragraphs: tuple[str, ...]

    @property
    def running(self) -> str:
        return " ".join(self.paragraphs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    name: str
    path: Path
    sha256: str

    @property
    def ships(self) -> bool:
        return self.path.is_relative_to(REPOSITORY / "fonts")

    def load(self) -> Face:
        data = self.path.read_bytes()
        if self.sha256 and hashlib.sha256(data).hexdigest() != self.sha256:
            raise ValueError(f"{self.path} is not the file that fonts.toml describes")
        return Face(
            family="Sample",
            weight=400,
            style="normal",
            path=self.path,
            data=data,
            version="",
            licence="OFL-1.1",
            licence_text="",
            reserved_names=(),
            subset_name="Sample",
            characters=frozenset(),
        )


def list_texts() -> tuple[Text, ...]:
    """The project's article, the third party's where it is there, the vocalised one, the hard one."""
    texts = [Text(name="article", paragraphs=_read_markdown(REPOSITORY / "assets" / "article.md"))]
    if SHARED.exists():
        texts.append(Text(name="wire article", paragraphs=_read_paragraphs(SHARED)))
    return (
        *texts,
        Text(name="vocalised", paragraphs=_read_paragraphs(HERE / "vocalised.txt")),
        Text(name="stress", paragraphs=_read_paragraphs(HERE / "stress.txt")),
    )


def list_fonts() -> tuple[Font, ...]:
    entries = tomllib.loads((HERE / "fonts.toml").read_text("utf-8"))["font"]
    return tuple(
        Font(name=entry["name"], path=REPOSITORY / entry["file"], sha256=entry.get("sha256", ""))
        for entry in entries
    )


def build_pdf(
    text: Text,
    face: Face,
    *,
    variant: str | None = "pdf/ua-1",
    leading: float = 1.9,
    direction: Direction = "rtl",
) -> bytes:
    """The text in justified paragraphs, runs of the other direction isolated as our templates do it."""
    body = "".join(f"<p>{isolate(paragraph, direction)}</p>" for paragraph in text.paragraphs)
    language = "ar" if direction == "rtl" else "en"
    head = f'<html lang="{language}" dir="{direction}"><head><title>{text.name}</title></head>'
    page = f"{head}<body>{body}</body></html>"
    pages = layout(page, stylesheets=(_STYLE % leading,), faces=(face,), variant=variant)
    return paint(pages, variant=variant).data


def isolate(paragraph: str, direction: Direction = "rtl") -> str:
    other = 'dir="ltr" lang="en"' if direction == "rtl" else 'dir="rtl" lang="ar"'
    pieces, last = [], 0
    for start, end in find_foreign_runs(paragraph, direction):
        pieces.append(html.escape(paragraph[last:start], quote=False))
        pieces.append(f"<bdi {other}>{html.escape(paragraph[start:end], quote=False)}</bdi>")
        last = end
    return "".join(pieces) + html.escape(paragraph[last:], quote=False)


def _read_paragraphs(path: Path) -> tuple[str, ...]:
    blocks = path.read_text("utf-8").split("\n\n")
    return tuple(" ".join(block.split()) for block in blocks if block.strip())


def _read_markdown(path: Path) -> tuple[str, ...]:
    """Headings and paragraphs, without front matter, tables and the marks of footnotes."""
    text = path.read_text("utf-8").split("---\n", 2)[2]
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return tuple(
        re.sub(r"\[\^\w+\]:? ?", "", block.lstrip("# ")) for block in blocks if block and block[0] != "|"
    )
