"""The wheel: what is in it, and that it works where there is no checkout."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

import report

ROOT = Path(__file__).resolve().parents[2]
DATA = ("assets", "fonts", "templates")


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def make_distribution(target: str, source: Path, folder: Path) -> Path:
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder, cwd=source)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_distribution("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_distribution("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


def list_files(folder: Path) -> set[str]:
    """The files under `folder`, without what Python, npm or an editor leaves behind."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
        and not {"__pycache__", "node_modules"} & set(path.parts)
        and not path.name.endswith("~")
    }


def test_the_wheel_holds_the_package_and_its_data_and_nothing_else(wheel: Path) -> None:
    expected = {f"report/{name}" for name in list_files(ROOT / "report")}
    for kind in DATA:
        expected |= {f"report/_data/{kind}/{name}" for name in list_files(ROOT / kind)}
    information = f"taqrir-{report.__version__}.dist-info"
    expected |= {
        f"{information}/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    }
    with zipfile.ZipFile(wheel) as archive:
        assert set(archive.namelist()) == expected
        assert archive.read("report/_data/assets/article.md") == (ROOT / "assets/article.md").read_bytes()


def test_the_sdist_holds_what_the_tests_need_and_makes_the_same_wheel(
    sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    run("tar", "-xzf", sdist, cwd=tmp_path)
    (unpacked,) = tmp_path.iterdir()
    assert (unpacked / "build").stat().st_mode & stat.S_IXUSR
    for name in ("requirements.lock", "tests/requirements.lock", "docs", "CHANGELOG.md", "LICENSE"):
        assert (unpacked / name).exists(), name
    assert list_files(unpacked / "tests") == list_files(ROOT / "tests")

    again = make_distribution("wheel", unpacked, tmp_path / "wheel")
    assert again.read_bytes() == wheel.read_bytes()


def install(wheel: Path, python: Path) -> None:
    """Install without the network: with whichever installer made the environment of the tests."""
    if shutil.which("uv"):
        command = ["uv", "pip", "install", "--python", str(python)]
    else:
        command = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    run(*command, "--quiet", "--no-deps", "--no-index", wheel, cwd=wheel.parent)


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`taqrir` of the wheel, in a new environment that borrows the packages of the one of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    install(wheel, python)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-c", code, cwd=folder).strip())
    # A path from a .pth file brings no .pth file of its own: the checkout stays out.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    home = run(python, "-P", "-c", "import report; print(report.__file__)", cwd=folder).strip()
    assert Path(home).is_relative_to(folder)
    return folder / "bin" / "taqrir"


def test_the_wheel_knows_its_version(command: Path, tmp_path: Path) -> None:
    assert run(command, "--version", cwd=tmp_path) == f"taqrir {report.__version__}\n"


def test_a_new_project_builds_outside_the_checkout_to_the_same_bytes(command: Path, tmp_path: Path) -> None:
    run(command, "new", "مشروع", cwd=tmp_path)
    project = tmp_path / "مشروع"
    run(command, "build", project, cwd=tmp_path)

    ours = tmp_path / "ours"
    run(sys.executable, "-P", "-m", "report", "build", ROOT, "--out", ours, cwd=tmp_path)
    assert list_files(project / "out") == list_files(ours)
    assert {"briefing.pdf", "briefing.epub", "facts.json"} <= list_files(ours)
    for name in list_files(ours):
        assert (project / "out" / name).read_bytes() == (ours / name).read_bytes(), name
