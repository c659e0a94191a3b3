"""The atomic save: the old files or the new ones, whatever happens on the way.

Every file is written and synced in a staging folder inside the target first; then each takes its place by a
rename, the manifest last. The files that were there are kept as links until all renames are done, to be put
back if one fails. A killed build leaves at most its staging folder and its lock; the next removes both.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event

from report.errors import BusyError, Location, WriteError, message

MANIFEST = ".taqrir.json"
STAGING = ".taqrir-new"
LOCK = ".taqrir.lock"

PATIENCE = 20.0
"""Seconds that a build waits for another to finish saving."""

_MODE = 0o644


def save_files(files: Mapping[str, bytes], folder: Path, *, patience: float = PATIENCE) -> tuple[Path, ...]:
    """Put `files` (name in `folder` → bytes) and a manifest of them into `folder`, all or nothing."""
    with _translate_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        check_targets(files, folder)
        with _lock(folder, patience):
            staging = folder / STAGING
            _remove(staging)
            try:
                manifest = {MANIFEST: _write_manifest(files)}
                _stage({**files, **manifest}, staging / "new")
                _replace_all((*files, MANIFEST), staging, folder)
            finally:
                _remove(staging)
    return tuple(folder / name for name in files)


def write_file(data: bytes, path: Path) -> None:
    """Put one file in the place of `path`, all or nothing."""
    temporary = path.with_name(f".{path.name}.taqrir-new")
    with _translate_errors(path):
        temporary.unlink(missing_ok=True)
        try:
            _write_synced(data, temporary)
            os.replace(temporary, path)
            _sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def check_targets(names: Sequence[str] | Mapping[str, bytes], folder: Path) -> None:
    """Raise a `WriteError` where `names` cannot be written into `folder`; nothing is made or touched."""
    existing = next(place for place in (folder, *folder.absolute().parents) if os.path.lexists(place))
    if not existing.is_dir():
        raise WriteError("{path} is in the way: it is not a folder", path=existing)
    if not os.access(existing, os.W_OK | os.X_OK):
        raise WriteError(
            "{path} cannot be written: {reason}",
            path=folder,
            reason="read-only file system" if _is_read_only(existing) else "permission denied",
            hint=message("`--out FOLDER` builds elsewhere"),
        )
    for name in (*names, MANIFEST):
        path = folder / name
        if path.is_dir():
            raise WriteError("{path} is in the way: it is a folder", path=path)
        if path.parent != folder and path.parent.exists() and not path.parent.is_dir():
            raise WriteError("{path} is in the way: it is not a folder", path=path.parent)


def _is_read_only(folder: Path) -> bool:
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _write_manifest(files: Mapping[str, bytes]) -> bytes:
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return (json.dumps({"schema": "taqrir-manifest/1", "files": sums}, indent=1) + "\n").encode()


def _stage(files: Mapping[str, bytes], folder: Path) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_synced(data, path)


def _write_synced(data: bytes, path: Path) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fchmod(file.fileno(), _MODE)  # whatever the umask
        os.fsync(file.fileno())


def _replace_all(names: Sequence[str], staging: Path, folder: Path) -> None:
    """Rename each staged file over its target, or put everything back."""
    undo: list[Callable[[], None]] = []
    try:
        for name in names:
            target, previous = folder / name, staging / "previous" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            undo.insert(0, _keep(target, previous))
            os.replace(staging / "new" / name, target)
        for parent in {(folder / name).parent for name in names}:
            _sync_folder(parent)
    except BaseException:
        for put_back in undo:
            with suppress(OSError):
                put_back()
        raise


def _keep(target: Path, previous: Path) -> Callable[[], None]:
    """Keep the file at `target` as `previous`; what undoes a later replacement."""
    if not os.path.lexists(target):
        return lambda: target.unlink(missing_ok=True)
    previous.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(target, previous, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(target, previous, follow_symlinks=False)
    return lambda: os.replace(previous, target)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(staging: Path) -> None:
    if os.path.lexists(staging):
        shutil.rmtree(staging)


@contextmanager
def _lock(folder: Path, patience: float) -> Iterator[None]:
    """Hold the folder's lock file; a `BusyError` where another holds it for longer than `patience`."""
    path = folder / LOCK
    waited = 0.0
    while (descriptor := _try_lock(path)) is None:
        if waited >= patience:
            raise BusyError(
                "another build is saving into {folder}: process {pid}",
                folder=folder,
                pid=_read_pid(path),
                hint=message("wait for it to end, or build into another folder with `--out FOLDER`"),
            )
        Event().wait(0.05)
        waited += 0.05
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


def _try_lock(path: Path) -> int | None:
    """A descriptor that holds the lock, or `None` while another process does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _MODE)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # The one who held it has removed the file: what we locked is no longer the lock.
        if os.path.samestat(os.fstat(descriptor), os.stat(path)):
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    except BaseException:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _read_pid(path: Path) -> str:
    try:
        return path.read_text().strip() or "?"
    except OSError:
        return "?"


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = error.filename if isinstance(error.filename, str) else str(path)
        raise WriteError(
            "{path} cannot be written: {reason}",
            path=path,
            reason=(error.strerror or str(error)).lower(),
            location=Location(place) if place != str(path) else None,
            hint=message("the files of the last build are as they were"),
        ) from error
