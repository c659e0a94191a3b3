"""The text layer in figures: `python -m tests.text.measure` builds, reads back, scores, writes docs/text.md.

Each text is set in each font and read by each reader. `--check` compares with the table in the document
instead of writing it; `--keep FOLDER` keeps the PDFs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.text.readers import READERS, find_version, stop_readers
from tests.text.samples import REPOSITORY, Font, Text, build_pdf, list_fonts, list_texts
from tests.text.score import score

DOCUMENT = REPOSITORY / "docs" / "text.md"
BEGIN, END = "<!-- begin: python -m tests.text.measure -->\n", "<!-- end -->\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; fail where the table differs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the PDFs there")
    arguments = parser.parse_args()
    missing = [reader for reader in READERS if not find_version(reader)]
    missing += [font.name for font in list_fonts() if not font.path.exists()]
    if missing:
        print(f"not here: {', '.join(missing)}; run npm ci in tests/, and ./build setup", file=sys.stderr)
        return 4
    with tempfile.TemporaryDirectory() as folder:
        table = "".join(f"{line}\n" for line in write_table(arguments.keep or Path(folder)))
    stop_readers()
    head, _begin, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    old, _end, tail = rest.partition(END)
    if arguments.check:
        return int(old != table)
    DOCUMENT.write_text(head + BEGIN + table + END + tail, "utf-8")
    return 0


def write_table(folder: Path) -> Iterator[str]:
    """A table in Markdown for each text; per cent, cut and not rounded, so that 100 means every character."""
    folder.mkdir(parents=True, exist_ok=True)
    yield "Read with " + ", ".join(f"{reader} {find_version(reader)}" for reader in READERS) + "."
    for text in list_texts():
        yield ""
        yield f"**{text.name}** ({len(text.running):,} characters)"
        yield ""
        yield f"| font | {' | '.join(READERS)} |"
        yield f"|---|{'---:|' * len(READERS)}"
        for font in list_fonts():
            yield f"| {font.name} | {' | '.join(measure(text, font, folder))} |"


def measure(text: Text, font: Font, folder: Path) -> Iterator[str]:
    path = folder / f"{text.name}-{font.name}.pdf".replace(" ", "-")
    path.write_bytes(build_pdf(text, font.load(), leading=3 if "Nastaliq" in font.name else 1.9))
    for reader in READERS.values():
        yield f"{int(score(text.running, reader(path)) * 10_000) / 100:.2f}"


if __name__ == "__main__":
    sys.exit(main())
