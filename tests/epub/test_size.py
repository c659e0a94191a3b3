"""An e-book for slow lines: how large that of the project's own article may be."""

from __future__ import annotations

import io
import zipfile

from report.pipeline import Build


def test_the_book_of_the_own_article_is_small(own_build: Build) -> None:
    data = own_build.artifacts["epub"].data
    assert len(data) <= 350_000
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        (cover,) = [entry for entry in container.infolist() if entry.filename.startswith("EPUB/images/cover")]
    assert cover.file_size <= 60_000
