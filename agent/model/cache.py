"""Which beginnings of conversations the model has read and still holds, in memory and on disk.

ReadText is what costs: a prompt is read only from where it leaves every text read before. The memory holds
several texts side by side as sequences over one pool of cells, and two texts share the cells of what they
begin with, so that going from one prompt to another copies nothing.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from tastemaker.tools.errors import ModelFailed

SMALL_LOSS = 16  # tokens at the end of a text that are rather read again than kept in another sequence
STATE_FILES = 8
_MAGIC = b"tastemaker kv 1\n"


class KeyValueMemory(Protocol):
    """What llama.cpp does for one context."""

    sequences: int
    room: int  # cells, one a token
    batch: int  # tokens read at once

    def evaluate(self, sequence: int, start: int, tokens: Sequence[int], answer: bool) -> bool:
        """Reads tokens, with logits after the last if `answer`; False when there is no room."""

    def forget(self, sequence: int, start: int) -> None:
        """Drops everything from position `start` on."""

    def share(self, source: int, target: int, length: int) -> None:
        """Lets `target` begin with the first `length` tokens of `source`."""

    def state(self, sequence: int) -> bytes:
        """Copies out what was computed for a sequence."""

    def restore(self, sequence: int, data: bytes) -> bool:
        """Puts a copied state back into an empty sequence; False when it does not fit."""


@dataclass(eq=False)
class ReadText:
    """A text that the model has read: a sequence of its memory."""

    sequence: int
    tokens: list[int] = field(default_factory=list)
    used: int = 0
    kept: bool = False


def common(first: Sequence[int], second: Sequence[int]) -> int:
    """Counts the tokens that two texts begin with in common."""
    length = min(len(first), len(second))
    if first[:length] == second[:length]:
        return length
    return next(at for at in range(length) if first[at] != second[at])


class Readings:
    """Keeps the texts that were read, and finds what of a new one is known. For one thread at a time."""

    def __init__(self, memory: KeyValueMemory, folder: Path | None = None, identity: str = "") -> None:
        self._memory = memory
        self._readings = [ReadText(sequence) for sequence in range(memory.sequences)]
        self._folder = folder
        self._identity = identity
        self._clock = 0

    def open(self, tokens: Sequence[int]) -> ReadText:
        """Finds or makes the reading that holds most of `tokens`; at least the last is left to be read."""
        best, known = self._best(tokens)
        known = min(known, len(tokens) - 1)
        lost = len(best.tokens) - known
        if known and not best.kept and lost <= SMALL_LOSS:
            self._cut(best, known)
        else:
            source, best = best, self._free(best if known else None)
            if known:
                self._memory.share(source.sequence, best.sequence, known)
                best.tokens = list(tokens[:known])
        return self._touch(best)

    def extend(
        self,
        reading: ReadText,
        tokens: Sequence[int],
        pause: Callable[[], None] | None = None,
        answer: bool = True,
    ) -> None:
        """Reads `tokens` after what `reading` holds, calling `pause` (which may raise) before each batch."""
        for start in range(0, len(tokens), self._memory.batch):
            if pause is not None:
                pause()
            part = tokens[start : start + self._memory.batch]
            last = start + len(part) == len(tokens)
            while not self._memory.evaluate(reading.sequence, len(reading.tokens), part, answer and last):
                self._make_room(reading)
            reading.tokens.extend(part)

    def warm(self, tokens: Sequence[int], pause: Callable[[], None] | None = None) -> int:
        """Reads a beginning that many prompts share, or fetches it from disk; tells how many it read."""
        for kept in self._readings:
            if kept.kept and kept.tokens == list(tokens):
                self._touch(kept)
                return 0
        _, known = self._best(tokens)
        self._keep_fewer(len(tokens))
        if known < len(tokens) and (reading := self._fetch(tokens)) is not None:
            reading.kept = True
            return 0
        reading = self.open(tokens)
        missing = tokens[len(reading.tokens) :]
        self.extend(reading, missing, pause, answer=False)
        reading.kept = True
        self._store(reading)
        return len(missing)

    def clear(self) -> None:
        """Forgets everything in memory; files stay."""
        for reading in self._readings:
            self._cut(reading, 0)

    def _best(self, tokens: Sequence[int]) -> tuple[ReadText, int]:
        lengths = [(common(reading.tokens, tokens), reading.used, reading) for reading in self._readings]
        known, _, best = max(lengths, key=lambda each: each[:2])
        return best, known

    def _touch(self, reading: ReadText) -> ReadText:
        self._clock += 1
        reading.used = self._clock
        return reading

    def _cut(self, reading: ReadText, length: int) -> None:
        if length < len(reading.tokens):
            self._memory.forget(reading.sequence, length)
            del reading.tokens[length:]
        if not length:
            reading.kept = False

    def _free(self, but: ReadText | None = None) -> ReadText:
        """Empties the reading that is missed least: one not kept, and the longest unused."""
        others = [reading for reading in self._readings if reading is not but]
        chosen = min(others, key=lambda reading: (bool(reading.tokens), reading.kept, reading.used))
        self._cut(chosen, 0)
        return chosen

    def _make_room(self, busy: ReadText) -> None:
        others = [reading for reading in self._readings if reading is not busy and reading.tokens]
        if not others:
            raise ModelFailed(
                f"the conversation is longer than the model's context of {self._memory.room} tokens; "
                "start a new one or set a larger context"
            )
        self._cut(min(others, key=lambda reading: (reading.kept, reading.used)), 0)

    def _keep_fewer(self, coming: int) -> None:
        """Lets go of the oldest kept readings, so that at most half of the memory is kept."""
        kept = sorted((each for each in self._readings if each.kept), key=lambda each: each.used)
        while kept and (
            len(kept) + 1 > self._memory.sequences // 2
            or sum(len(each.tokens) for each in kept) + coming > self._memory.room // 2
        ):
            kept.pop(0).kept = False

    def _file(self, tokens: Sequence[int]) -> Path | None:
        if self._folder is None:
            return None
        key = hashlib.sha256(f"{self._identity}\n{' '.join(map(str, tokens))}".encode())
        return self._folder / f"{key.hexdigest()[:40]}.kv"

    def _fetch(self, tokens: Sequence[int]) -> ReadText | None:
        """Restores a reading from its file; a file that is damaged or does not fit is removed."""
        file = self._file(tokens)
        try:
            data = file.read_bytes() if file else b""
        except OSError:
            return None
        if file is None:
            return None
        start = len(_MAGIC) + 32
        if data.startswith(_MAGIC) and hashlib.sha256(data[start:]).digest() == data[len(_MAGIC) : start]:
            reading = self._free()
            if self._memory.restore(reading.sequence, data[start:]):
                reading.tokens = list(tokens)
                with suppress(OSError):
                    os.utime(file)
                return self._touch(reading)
            self._memory.forget(reading.sequence, 0)
        with suppress(OSError):
            file.unlink()
        return None

    def _store(self, reading: ReadText) -> None:
        """Writes a reading's file whole or not at all; without disk the next start only takes longer."""
        file = self._file(reading.tokens)
        if file is None:
            return
        data = self._memory.state(reading.sequence)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as whole:
                try:
                    whole.write(_MAGIC + hashlib.sha256(data).digest())
                    whole.write(data)
                    whole.close()
                    os.replace(whole.name, file)
                except OSError:
                    os.unlink(whole.name)
            files = sorted(file.parent.glob("*.kv"), key=lambda each: each.stat().st_mtime, reverse=True)
            for old in files[STATE_FILES:]:
                old.unlink()
