"""Files as they are or packed with gzip, read alike: what a packed one holds is bounded."""

import gzip
import io
import zlib
from pathlib import Path

from tastemaker.tools.errors import DataError

ENDING = ".gz"
_MAGIC = b"\x1f\x8b"
_TIMES, _AT_LEAST = 100, 1 << 28
"""Bytes that a packed file may hold: so many times its own, or so many. Tables are packed to a tenth."""
_BLOCK = 1 << 18


def opened(path: Path) -> io.BufferedReader:
    """The bytes of a file, unpacked where it is packed with gzip, whatever its name.

    Reading them raises DataError where a packed file is damaged or holds far more than tables do.
    """
    file = path.open("rb")
    if file.peek(len(_MAGIC))[: len(_MAGIC)] != _MAGIC:
        return file
    return io.BufferedReader(_Unpacked(file, path), _BLOCK)


def unpacked(path: Path) -> Path:
    """A path without the ending of gzip: what its name says is said of what the file holds.

    >>> unpacked(Path("shop/items.csv.GZ")).name, unpacked(Path("shop/items.csv")).name
    ('items.csv', 'items.csv')
    """
    return path.with_suffix("") if path.suffix.lower() == ENDING else path


class _Unpacked(io.RawIOBase):
    def __init__(self, file: io.BufferedReader, path: Path) -> None:
        self._file, self._name = file, path.name
        self._bytes = gzip.GzipFile(fileobj=file)
        self._left = max(_TIMES * path.stat().st_size, _AT_LEAST)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        try:
            read = self._bytes.read(len(buffer))
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DataError(
                f"{self._name} is packed with gzip, and damaged or cut off; fetch it again"
            ) from error
        self._left -= len(read)
        if self._left < 0:
            raise DataError(
                f"{self._name} holds more than {_TIMES} times its size, as no table does; unpack it"
            )
        buffer[: len(read)] = read
        return len(read)

    def close(self) -> None:
        self._bytes.close()
        self._file.close()
        super().close()
