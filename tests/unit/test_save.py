from __future__ import annotations

import fcntl
import hashlib
import json
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from report.errors import BusyError, WriteError
from report.pipeline._save import LOCK, MANIFEST, STAGING, check_targets, save_files, write_file

OLD = {"briefing.pdf": b"old pdf", "facts.json": b"old facts", "tables/figures.csv": b"old table"}
NEW = {"briefing.pdf": b"new pdf", "facts.json": b"new facts", "tables/figures.csv": b"new table"}


def look(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    save_files(OLD, folder)
    return folder


def test_files_and_a_manifest_of_them_are_all_there_is(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    assert save_files(NEW, folder) == tuple(folder / name for name in NEW)
    found = look(folder)
    manifest = json.loads(found.pop(MANIFEST))
    assert found == NEW
    assert manifest["files"] == {name: hashlib.sha256(data).hexdigest() for name, data in NEW.items()}


def test_old_files_are_replaced_and_strangers_kept(saved: Path) -> None:
    (saved / "mine.txt").write_bytes(b"mine")
    save_files(NEW, saved)
    found = look(saved)
    assert {name: found[name] for name in NEW} == NEW
    assert found["mine.txt"] == b"mine"


def test_the_umask_does_not_matter(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        save_files(NEW, tmp_path)
        write_file(b"x", tmp_path / "alone")
    finally:
        os.umask(before)
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in (*NEW, MANIFEST, "alone")} == {0o644}


def test_a_symbolic_link_is_replaced_not_followed(saved: Path) -> None:
    elsewhere = saved.parent / "elsewhere"
    elsewhere.write_bytes(b"mine")
    (saved / "briefing.pdf").unlink()
    (saved / "briefing.pdf").symlink_to(elsewhere)
    save_files(NEW, saved)
    assert elsewhere.read_bytes() == b"mine"
    assert look(saved)["briefing.pdf"] == b"new pdf"


class Full(Exception):
    """Stands for a fault that is no OSError."""


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), Full(), KeyboardInterrupt()])
@pytest.mark.parametrize("function", ["fsync", "replace", "link", "fchmod"])
@pytest.mark.parametrize("call", range(1, 10))
def test_a_fault_at_any_step_leaves_the_old_files(
    saved: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, function: str, call: int
) -> None:
    before = look(saved)
    calls = 0
    real = getattr(os, function)

    def fail(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise fault
        return real(*arguments, **options)

    monkeypatch.setattr(os, function, fail)
    tolerated = function == "link" and isinstance(fault, OSError)
    try:
        save_files(NEW, saved)
    except WriteError as error:
        assert isinstance(fault, OSError)
        assert "no space left" in str(error)
    except (Full, KeyboardInterrupt) as error:
        assert error is fault
    else:
        assert tolerated or calls < call
        return
    assert look(saved) == before


def test_a_fault_in_a_first_save_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.replace, 0

    def fail(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(WriteError):
        save_files(NEW, tmp_path / "out")
    assert look(tmp_path / "out") == {}


LIMITED = """
    import resource, sys
    from pathlib import Path
    from report.errors import WriteError
    from report.pipeline._save import save_files
    resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))
    try:
        save_files({files!r}, Path(sys.argv[1]))
    except WriteError as error:
        sys.exit(str(error))
"""


def test_a_write_that_the_kernel_refuses_leaves_the_old_files(saved: Path) -> None:
    before = look(saved)
    refused = run(LIMITED.format(files=NEW), saved)
    assert refused.returncode == 1
    assert "file too large" in refused.stderr
    assert look(saved) == before


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `script` in another process, where a real fault can be had."""
    command = [sys.executable, "-c", textwrap.dedent(script), str(folder)]
    return subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)


@pytest.mark.parametrize("name", [*NEW, MANIFEST])
def test_a_folder_in_the_way_is_told_before_anything_is_done(saved: Path, name: str) -> None:
    (saved / name).unlink()
    (saved / name).mkdir()
    before = look(saved)
    for attempt in (lambda: check_targets(NEW, saved), lambda: save_files(NEW, saved)):
        with pytest.raises(WriteError, match="is a folder") as caught:
            attempt()
        assert name in str(caught.value)
    assert look(saved) == before


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(WriteError, match="is not a folder"):
            check_targets(NEW, folder)
        with pytest.raises(WriteError):
            save_files(NEW, folder)
    (tmp_path / "tables").write_bytes(b"mine")
    with pytest.raises(WriteError, match="is not a folder"):
        check_targets(NEW, tmp_path)


def test_a_check_makes_nothing(tmp_path: Path) -> None:
    check_targets(NEW, tmp_path / "a" / "b")
    assert look(tmp_path) == {}
    assert not (tmp_path / "a").exists()


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from report.pipeline._save import save_files
    real, calls = os.{function}, 0
    def die(*arguments, **options):
        global calls
        calls += 1
        if calls == {call}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)
    os.{function} = die
    save_files({files!r}, Path(sys.argv[1]))
"""


@pytest.mark.parametrize(
    ("function", "call"),
    [("fsync", 1), ("fsync", 3), ("fsync", 4), ("fchmod", 2), ("link", 1), ("replace", 1)],
)
def test_a_killed_save_leaves_the_old_files_and_the_next_one_is_clean(
    saved: Path, function: str, call: int
) -> None:
    killed = run(KILLED.format(function=function, call=call, files=NEW), saved)
    assert killed.returncode == -9
    found = look(saved)
    assert {name: found[name] for name in OLD} == OLD
    assert LOCK in found
    save_files(NEW, saved)
    found = look(saved)
    assert found.pop(MANIFEST)
    assert found == NEW


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Another process's lock: a flock belongs to the open file, so that a second one in here does as well."""
    with (folder / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write("4242\n")
        file.flush()
        yield
        (folder / LOCK).unlink()


def test_a_second_save_gives_up_and_names_the_first(saved: Path) -> None:
    before = look(saved)
    with held(saved):
        with pytest.raises(BusyError, match="process 4242") as caught:
            save_files(NEW, saved, patience=0.1)
        assert caught.value.exit_code == 6
    assert look(saved) == before


def test_a_second_save_waits_for_the_first(saved: Path) -> None:
    other = threading.Thread(target=save_files, args=(NEW, saved))
    with held(saved):
        other.start()
        other.join(timeout=0.2)
        assert other.is_alive()
    other.join()
    found = look(saved)
    assert {name: found[name] for name in NEW} == NEW


def test_saves_at_once_never_mix(tmp_path: Path) -> None:
    many = [{name: data + bytes([i]) for name, data in NEW.items()} for i in range(12)]
    threads = [threading.Thread(target=save_files, args=(files, tmp_path)) for files in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = look(tmp_path)
    manifest = json.loads(found.pop(MANIFEST))
    assert found in many
    assert manifest["files"]["facts.json"] == hashlib.sha256(found["facts.json"]).hexdigest()


def test_a_stale_lock_is_no_lock(saved: Path) -> None:
    (saved / LOCK).write_text("1\n")
    (saved / STAGING).mkdir()
    (saved / STAGING / "half").write_bytes(b"half")
    save_files(NEW, saved, patience=0)
    assert LOCK not in look(saved)


def test_one_file_is_replaced_whole_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.json"
    write_file(b"old", path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="no space left"):
        write_file(b"new", path)
    assert look(tmp_path) == {"facts.json": b"old"}
    with pytest.raises(WriteError, match="no such file"):
        write_file(b"new", tmp_path / "none" / "facts.json")
