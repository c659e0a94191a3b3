"""Same input, same bytes: whatever the time zone, locale, hash seed, folder, umask and user of the build."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


def build(article: Path, out: Path, cwd: Path, user: int | None = None, **environment: str) -> dict[str, str]:
    """Name → sha256 of every file that a build in a process of its own makes."""
    clean = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LANG", "TZ")}
    command = [sys.executable, "-P", "-m", "report", "build", str(article), "--out", str(out)]
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**clean, "PYTHONPATH": str(ROOT), **environment},
        user=user,
        umask=0o077 if user else 0o022,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def copy_article(folder: Path) -> Path:
    shutil.copy(ROOT / "assets/facts.toml", folder / "facts.toml")
    return Path(shutil.copy(ROOT / "assets/article.md", folder / "article.md"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("first")
    return build(ROOT / "assets/article.md", folder / "out", ROOT, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")


def test_a_build_makes_all_its_files(first: dict[str, str]) -> None:
    assert {"briefing.pdf", "briefing.epub", "facts.json", "tables/figures.csv", ".taqrir.json"} <= set(first)


def test_another_environment_makes_the_same_bytes(first: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "مجلد آخر"
    folder.mkdir()
    article = copy_article(folder)
    files = build(
        article, folder / "out", folder, TZ="Pacific/Kiritimati", LC_ALL="ar_SA.UTF-8", PYTHONHASHSEED="4711"
    )
    assert files == first


def can_read_environment(user: int) -> bool:
    try:
        return subprocess.run([sys.executable, "-c", "import weasyprint"], user=user).returncode == 0
    except PermissionError:
        return False


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can build as somebody else")
def test_another_user_makes_the_same_bytes(first: dict[str, str], tmp_path: Path) -> None:
    if not can_read_environment(NOBODY):
        pytest.skip("another user cannot read this environment")
    folder = tmp_path / "theirs"
    folder.mkdir()
    article = copy_article(folder)
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == 0 and path.is_relative_to("/tmp") and path != Path("/tmp"):
            path.chmod(0o755)
    os.chown(folder, NOBODY, NOBODY)
    assert build(article, folder / "out", folder, NOBODY, HOME=str(folder), PYTHONHASHSEED="7") == first


def test_the_time_inside_the_files_can_be_set(first: dict[str, str], tmp_path: Path) -> None:
    files = build(ROOT / "assets/article.md", tmp_path / "out", ROOT, SOURCE_DATE_EPOCH="1700000000")
    assert files["briefing.epub"] != first["briefing.epub"]
    assert files["facts.json"] == first["facts.json"]
