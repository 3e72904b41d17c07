"""The texts and pictures of a catalogue as vectors, batch by batch: what was computed before is not again."""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np

from tastemaker.tools.catalogue.cells.problems import Problem
from tastemaker.tools.encode.encoders import TextEncoder, unit
from tastemaker.tools.encode.vector_cache import Recipe, VectorCache

Say = Callable[[str], None]
T = TypeVar("T")

_BATCH = {"text": 256, "looks": 32, "reviews": 256}
_PAUSE = 2.0
"""Seconds between two lines about the same progress."""


def embedded(
    cache: VectorCache,
    say: Say,
    kind: str,
    recipe: Recipe,
    count: int,
    contents: Iterator[tuple[str, tuple[T, ...]]],
    digest: Callable[[T], bytes],
    load: Callable[[T], Any],
    add: Callable[[Sequence[str], Sequence[Any]], None],
    unchanged: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[Problem]:
    """Add what is made of each of `count` contents, batch by batch; yield those of which nothing can be made.

    A content has one text or picture, or several: then its vector is the mean of theirs. That of what is
    `unchanged` is given.
    """
    started = said = time.monotonic()
    before, done = cache.computed, 0
    while some := list(islice(contents, _BATCH[kind])):
        ids, batch = zip(*some, strict=True)
        known: dict[str, list[Any]] = {"ids": [], "vectors": []}
        told = [part for id, parts in some if id not in unchanged for part in parts]
        vectors = iter(cache.vectors(recipe, told, digest, load) if told else ())
        for id, parts in zip(ids, batch, strict=True):
            if id in unchanged:
                known["ids"].append(id)
                known["vectors"].append(unchanged[id])
                continue
            found = list(islice(vectors, len(parts)))
            made = [vector for vector in found if not isinstance(vector, str)]
            missing = [each for each in zip(parts, found, strict=True) if isinstance(each[1], str)]
            if missing:
                yield Problem(f"item {id!r}", 0, _named(*missing[0]))
            else:
                known["ids"].append(id)
                known["vectors"].append(made[0] if len(made) == 1 else unit(np.sum(made, axis=0)))
        add(known["ids"], known["vectors"])
        done += len(batch)
        now, new = time.monotonic(), cache.computed - before
        if now - said > _PAUSE or done == count:
            said = now
            rate = done / max(now - started, 1e-3)
            say(f"{kind}: {done:,} of {count:,}, {new:,} embedded, {rate:,.0f} a second")


def _named(content: Any, reason: str) -> str:
    """Why nothing can be made of a content, with the file's name where it is one."""
    if not isinstance(content, Path) or content.name in reason:
        return reason
    return f"{content.name}: {reason}"


def of_texts(encoder: TextEncoder) -> Recipe:
    """What turns texts into vectors."""
    return Recipe(encoder.digest, np.dtype((np.float32, (encoder.dimensions,))), encoder.encode)


def digest_of_text(text: str) -> bytes:
    """Names a text by what it says."""
    return hashlib.sha256(text.encode()).digest()


def digest_of_file(path: Path) -> bytes:
    """Names a file by its bytes; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
