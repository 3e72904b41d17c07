"""From a catalogue folder to a readable build: atomic, resumable, one at a time.

home/
  manifest.json       names the build in force; swapped by one rename
  builds/<id>/        items, users.json, problems.jsonl, columns/, purchases.npz, index/, words/, …
  vectors.sqlite      every vector that was computed, so that a killed run goes on where it stopped
  lock                held by the one process that builds
"""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.columns import Columns
from tastemaker.tools.catalogue.folder import Folder, Problem, read_folder
from tastemaker.tools.catalogue.owner import read_owner
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.table import Table
from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder, unit
from tastemaker.tools.encode.imagenet import Kinds
from tastemaker.tools.encode.joint_space import Representation
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.encode.picture_parts import append
from tastemaker.tools.encode.vector_cache import Recipe, VectorCache
from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.private import private
from tastemaker.tools.search.lexical import Words
from tastemaker.tools.search.vectors import Index

FloatArray = npt.NDArray[np.float32]
Say = Callable[[str], None]

FORMAT = 7
"""Raised when a build of before can no longer be read."""
_BATCH = {"text": 256, "looks": 32}
_PAUSE = 2.0
"""Seconds between two lines about the same progress."""
_TOLD = 20
"""How many problems are told one by one."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoder that made the vectors of a build."""

    name: str
    digest: str
    dimensions: int


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
    format: int = FORMAT

    @classmethod
    def read(cls, home: Path) -> Self:
        """The manifest in force; raises NotBuilt when there is none, or none that this version can read."""
        cure = "run `tastemaker ingest FOLDER`"
        path = home / "manifest.json"
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["format"] != FORMAT:
                raise NotBuilt(f"the index in {home} was built by another version; {cure} again")
            encoders = {kind: Encoding(**encoding) for kind, encoding in stored.pop("encoders").items()}
            return cls(**stored, encoders=encoders)
        except FileNotFoundError:
            raise NotBuilt(f"no index in {home}; {cure}") from None
        except (ValueError, TypeError, KeyError, AttributeError):
            raise NotBuilt(f"{path} is damaged; {cure}") from None

    def write(self, home: Path) -> None:
        """Put this manifest in force, all at once."""
        new = home / "manifest.json.new"
        with new.open("w", encoding="utf-8") as file:
            json.dump(asdict(self), file, indent=2, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, home / "manifest.json")


def build(
    folder: Path | Folder, home: Path, text: TextEncoder, picture: PictureEncoder, say: Say
) -> Manifest:
    """Check, embed, learn and index a catalogue folder, or one that was read, and put the result in force.

    Raises DataError when the folder holds nothing usable or another process is building in the same home.
    """
    private(home)
    with _alone(home):
        sweep(home)
        read = folder if isinstance(folder, Folder) else read_folder(folder)
        counts = len(read.catalogue), len(read.interactions), len(read.problems)
        say("read {:,} items and {:,} interactions, {:,} problems".format(*counts))
        table = Table.of(read.catalogue)
        columns = Columns.build(table, Schema.learn(table, read_owner(read.path)))
        id = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        place = home / "builds" / id
        place.mkdir(parents=True)
        (place / "readers").touch()
        read.catalogue.save(place / "items.jsonl")
        columns.save(place / "columns")
        (place / "users.json").write_text(json.dumps(read.users, ensure_ascii=False), encoding="utf-8")
        with closing(VectorCache(home / "vectors.sqlite")) as cache:
            problems = [*read.problems, *_learn(read, place, cache, text, picture, say)]
            if gone := cache.prune():
                say(f"forgot {gone:,} vectors of what is no longer there")
        with (place / "problems.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(problem), ensure_ascii=False) + "\n" for problem in problems)
        _tell(problems, file.name, say)
        manifest = Manifest(
            build=id,
            folder=str(read.path),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            items=len(read.catalogue),
            interactions=len(read.interactions),
            problems=len(problems),
            encoders={
                "text": Encoding(text.name, text.digest, text.dimensions),
                "picture": Encoding(picture.name, picture.digest, picture.dimensions),
            },
        )
        manifest.write(home)
        sweep(home)
    return manifest


def hold(home: Path, build: str) -> int:
    """Keep a build until the returned file descriptor is closed; raises FileNotFoundError when it is gone."""
    file = os.open(home / "builds" / build / "readers", os.O_RDONLY)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def sweep(home: Path) -> None:
    """Remove the builds that are neither in force nor read by anybody, half-built ones included."""
    try:
        kept = Manifest.read(home).build
    except NotBuilt:
        kept = ""
    for place in (home / "builds").glob("*"):
        if place.name == kept:
            continue
        try:
            with (place / "readers").open() as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place)
        except FileNotFoundError:
            shutil.rmtree(place, ignore_errors=True)
        except BlockingIOError:
            continue


def _learn(
    read: Folder, place: Path, cache: VectorCache, text: TextEncoder, picture: PictureEncoder, say: Say
) -> list[Problem]:
    """Write all that is computed from a folder, and return what could not be embedded."""
    from tastemaker.tools.fusion.kin import Vectors
    from tastemaker.tools.fusion.ranker import learn
    from tastemaker.tools.recommend.blend import Recommenders

    items = list(read.catalogue)
    ids = [item.id for item in items]
    pictures = sum(len(item.images) for item in items)
    index = Index.create(place / "index", ids)
    embed = partial(_embed, cache, say)

    def add_texts(ids: Sequence[str], vectors: Sequence[Any]) -> None:
        index.add("text", ids, np.array(vectors, np.float32))

    def add_pictures(ids: Sequence[str], records: Sequence[Any]) -> None:
        looked = np.array(records, picture.record)
        index.add("looks", ids, looked["whole"])
        append(place / "parts", looked)

    of_pictures = Recipe(picture.digest, picture.record, picture.look)
    # A title says what an item is; a long description would drown it.
    texts_of = ((item.id, (item.title, item.facts)) for item in items)
    pictures_of = ((item.id, (read.path / image,)) for item in items for image in item.images)
    problems = [
        *embed("text", _of_texts(text), len(items), texts_of, _digest_of_text, str, add_texts),
        *embed("looks", of_pictures, pictures, pictures_of, _digest_of_file, open_picture, add_pictures),
    ]

    say("learning what texts and pictures have in common")
    looks, owners = index.vectors("looks"), index.owners("looks")
    texts = index.by_item("text")
    representation = Representation.fit(texts, looks, owners, _kinds(cache, text, picture))
    representation.save(place / "representation.npz")
    if note := representation.report.get("note"):
        say(str(note))
    if representation and len(looks):
        index.add("picture", [ids[row] for row in owners], representation.pictures(looks))
    np.save(place / "z.npy", representation.items(texts, looks, owners))
    index.seal(say)
    index.close()

    say("indexing words")
    Words.build(items).save(place / "words")
    purchases = Purchases(read.interactions)
    purchases.save(place / "purchases.npz")
    say(f"learning from {len(purchases):,} interactions of {len(purchases.users):,} shoppers")
    categories = {item.id: item.categories for item in items}
    recommenders = Recommenders.fit_all(purchases, ids, categories)
    recommenders.save(place / "recommenders")
    taken = purchases.takers()
    takers = np.array([taken.get(id, 0) for id in ids])
    vectors = Vectors.of(texts, looks, owners, takers)
    signals, ranker = learn(purchases, items, recommenders, vectors)
    signals.save(place / "signals.npz")
    ranker.save(place / "ranker.npz")
    say(ranker.summary)
    return problems


def _embed(
    cache: VectorCache,
    say: Say,
    kind: str,
    recipe: Recipe,
    count: int,
    contents: Iterator[tuple[str, tuple[T, ...]]],
    digest: Callable[[T], bytes],
    load: Callable[[T], Any],
    add: Callable[[Sequence[str], Sequence[Any]], None],
) -> Iterator[Problem]:
    """Add what is made of each of `count` contents, batch by batch; yield those of which nothing can be made.

    A content has one text or picture, or several: then its vector is the mean of theirs.
    """
    started = said = time.monotonic()
    before, done = cache.computed, 0
    while some := list(islice(contents, _BATCH[kind])):
        ids, batch = zip(*some, strict=True)
        known: dict[str, list[Any]] = {"ids": [], "vectors": []}
        vectors = iter(cache.vectors(recipe, [part for parts in batch for part in parts], digest, load))
        for id, parts in zip(ids, batch, strict=True):
            found = list(islice(vectors, len(parts)))
            made = [vector for vector in found if not isinstance(vector, str)]
            missing = [told for told in zip(parts, found, strict=True) if isinstance(told[1], str)]
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


def _tell(problems: Sequence[Problem], path: str, say: Say) -> None:
    for problem in problems[:_TOLD]:
        say(f"  {problem}")
    if len(problems) > _TOLD:
        say(f"  and {len(problems) - _TOLD:,} more problems, all of them in {path}")


def _kinds(cache: VectorCache, text: TextEncoder, picture: PictureEncoder) -> Kinds | None:
    """What the picture network knows by name, in the text space."""
    if picture.last_layer is None:
        return None
    weights, bias, names = picture.last_layer
    vectors = cache.vectors(_of_texts(text), names, _digest_of_text, str)
    return Kinds.of(weights, bias, np.array(vectors, np.float32))


def _of_texts(encoder: TextEncoder) -> Recipe:
    return Recipe(encoder.digest, np.dtype((np.float32, (encoder.dimensions,))), encoder.encode)


def _digest_of_text(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _digest_of_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DataError(f"another ingest is writing to {home}; wait until it has ended") from None
        yield
