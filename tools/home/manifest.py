"""The manifest: which build is in force, what it was made of, and what each of its files must be."""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from tastemaker.tools.encode.fetch import sha256_of
from tastemaker.tools.errors import NotBuilt
from tastemaker.tools.home.damage import is_sound

FORMAT = 10
"""Raised when a build of before can no longer be read."""
_SMALL = 4_000_000
"""Bytes of a file that is read whole whenever the build is opened: about 10 ms."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoder that made the vectors of a build."""

    name: str
    digest: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when the build was made."""

    bytes: int
    sha256: str
    """Empty for a database that is written to when it is opened; it can grow."""

    def holds(self, path: Path, thorough: bool) -> bool:
        """Whether a file still is what it was; of a large one the bytes only count if `thorough`."""
        size = path.stat().st_size if path.is_file() else -1
        if not self.sha256:
            return size >= self.bytes and (not thorough or is_sound(path))
        if size != self.bytes:
            return False
        return sha256_of(path) == self.sha256 if thorough or size <= _SMALL else True


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made of, and with what."""

    build: str
    folder: str
    built_at: str
    items: int
    interactions: int
    problems: int
    encoders: Mapping[str, Encoding]
    """Of the "text" and of the "picture"s."""
    files: Mapping[str, Stamp]
    """By the path in the build's folder."""
    learned: int = 0
    """Items and interactions that there were when all was last learned from them."""
    format: int = FORMAT

    @property
    def bytes(self) -> int:
        """What the files of the build take."""
        return sum(stamp.bytes for stamp in self.files.values())

    @staticmethod
    def read(home: Path) -> "Manifest":
        """The manifest in force; raises NotBuilt when there is none, or none that this version can read."""
        cure = "run `tastemaker ingest FOLDER`"
        path = home / "manifest.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                raise NotBuilt(f"the index in {home} was built by another version; {cure} again")
            return _MANIFEST.validate_python(stored)
        except FileNotFoundError:
            raise NotBuilt(f"no index in {home}; {cure}") from None
        except (OSError, ValueError, TypeError, KeyError, ValidationError):
            raise NotBuilt(f"{path} is damaged; {cure}") from None

    def write(self, home: Path) -> None:
        """Put this manifest in force, all at once."""
        new = home / "manifest.json.new"
        try:
            with new.open("w", encoding="utf-8") as file:
                json.dump(asdict(self), file, indent=2, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, home / "manifest.json")
        finally:
            new.unlink(missing_ok=True)

    def damaged(self, place: Path, part: str = "", thorough: bool = False) -> list[str]:
        """The files of the build in `place` that are not what was written, of a part or of all.

        Large files are read only when it is to be `thorough`; else their size is looked at.
        """
        return [
            name
            for name, stamp in self.files.items()
            if (not part or Path(name).is_relative_to(part)) and not stamp.holds(place / name, thorough)
        ]

    def cure(self, damaged: Collection[str]) -> str:
        """What to say of damaged files of this build, and to do about them."""
        first, *others = damaged
        more = f" and {len(others)} more files of the index are" if others else " of the index is"
        return f"{first}{more} damaged; run `tastemaker ingest {self.folder}`"


_MANIFEST = TypeAdapter(Manifest)


def stamps(place: Path, written_to: Collection[str]) -> dict[str, Stamp]:
    """What the files in a folder are, by their path in it; some of them are `written_to` when opened."""
    return {
        name: Stamp(path.stat().st_size, "" if name in written_to else str(sha256_of(path)))
        for name, path in _files(place)
    }


def _files(place: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(place.rglob("*")):
        if path.is_file():
            yield path.relative_to(place).as_posix(), path
