"""From a catalogue folder to a readable build: atomic, resumable, one at a time.

home/
  manifest.json       names the build in force; swapped by one rename
  builds/<id>/        items, users.json, problems.jsonl, columns/, purchases.npz, index/, words/, reviews/, …
  pictures/           those that were fetched by their links
  vectors.sqlite      every vector that was computed, so that a killed run goes on where it stopped
  lock                held by the one process that builds
"""

import json
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.catalogue.cells.problems import Problem, rows_of
from tastemaker.tools.catalogue.columns import Columns
from tastemaker.tools.catalogue.folder import Folder, read_folder
from tastemaker.tools.catalogue.inspection.dropped import grouped
from tastemaker.tools.catalogue.owner import read_owner
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.catalogue.schema import Schema
from tastemaker.tools.catalogue.values.table import Table
from tastemaker.tools.encode.embedding import digest_of_file, digest_of_text, embedded, of_texts
from tastemaker.tools.encode.encoders import PictureEncoder, TextEncoder
from tastemaker.tools.encode.joint.imagenet import Kinds
from tastemaker.tools.encode.joint.space import Representation
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.encode.picture_parts import append
from tastemaker.tools.encode.vector_cache import Recipe, VectorCache
from tastemaker.tools.errors import DataError, NotBuilt
from tastemaker.tools.home.builds import alone, sweep
from tastemaker.tools.home.damage import free, is_full
from tastemaker.tools.home.in_force import InForce
from tastemaker.tools.home.manifest import Encoding, Manifest, stamps
from tastemaker.tools.home.pictures.links import drop_others, file_of
from tastemaker.tools.home.private import private
from tastemaker.tools.search.vectors import WRITTEN_TO, Index
from tastemaker.tools.search.words import Words

FloatArray = npt.NDArray[np.float32]
Say = Callable[[str], None]

_OF_NOTHING = 1_000_000
"""Bytes of an index, however few its items are."""
_TOLD = 20
"""How many kinds of problems are told."""


def build(
    folder: Path | Folder,
    home: Path,
    text: TextEncoder,
    picture: PictureEncoder,
    say: Say,
    goes_on: bool = False,
) -> Manifest:
    """Check, embed, learn and index a catalogue folder, or one that was read, and put the result in force.

    Where it `goes_on`, what was learned before is kept as long as the catalogue has hardly grown since.
    Raises DataError when the folder holds nothing usable, another process is building in the same home, or
    the disk is full; what was in force stays so.
    """
    private(home)
    with alone(home):
        sweep(home)
        read = folder if isinstance(folder, Folder) else read_folder(folder, home)
        counts = len(read.catalogue), len(read.interactions), rows_of(read.problems)
        say("read {:,} items and {:,} interactions, {:,} problems".format(*counts))
        place = home / "builds" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(2)}"
        try:
            manifest = _built(read, home, place, text, picture, say, goes_on)
            manifest.write(home)
        except BaseException as error:
            full = isinstance(error, Exception) and is_full(error, home)
            shutil.rmtree(place, ignore_errors=True)
            if full:
                raise DataError(_no_room(read, home)) from error
            raise
        sweep(home)
        if gone := drop_others((image for item in read.catalogue for image in item.images), home):
            say(f"removed {gone:,} pictures that no item names any more")
    return manifest


def _built(
    read: Folder,
    home: Path,
    place: Path,
    text: TextEncoder,
    picture: PictureEncoder,
    say: Say,
    goes_on: bool,
) -> Manifest:
    """Write a whole build, and return what is to put it in force."""
    encoders = {
        "text": Encoding(text.name, text.digest, text.dimensions),
        "picture": Encoding(picture.name, picture.digest, picture.dimensions),
    }
    before, size = InForce.of(home), len(read.catalogue) + len(read.interactions)
    teacher = before if goes_on and before and before.teaches(encoders, size) else None
    table = Table.of(read.catalogue)
    columns = Columns.build(table, Schema.learn(table, read_owner(read.path)))
    place.mkdir(parents=True)
    read.catalogue.save(place / "items.jsonl")
    columns.save(place / "columns")
    (place / "users.json").write_text(json.dumps(read.users, ensure_ascii=False), encoding="utf-8")
    with closing(VectorCache(home / "vectors.sqlite", say)) as cache:
        problems = [*read.problems, *_learn(read, home, place, cache, text, picture, say, before, teacher)]
        # Of what goes on from a teacher only what is new was asked for.
        if not teacher and (gone := cache.prune()):
            say(f"forgot {gone:,} vectors of what is no longer there")
    with (place / "problems.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(problem), ensure_ascii=False) + "\n" for problem in problems)
    _tell(problems, file.name, say)
    (place / "readers").touch()
    return Manifest(
        build=place.name,
        folder=str(read.path),
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        items=len(read.catalogue),
        interactions=len(read.interactions),
        problems=rows_of(problems),
        encoders=encoders,
        files=stamps(place, {f"index/{WRITTEN_TO}"}),
        learned=teacher.manifest.learned if teacher else size,
    )


def _no_room(read: Folder, home: Path) -> str:
    """How much a build needs, by the one in force, and how much there is now that what was begun is gone."""
    there, needed = free(home), 0
    with suppress(NotBuilt):
        before = Manifest.read(home)
        of_items = max(0, before.bytes - _OF_NOTHING) / before.items
        needed = _OF_NOTHING + int(of_items * len(read.catalogue))
    needs = f"needs about {needed / 1e6:,.0f} MB and" if needed > there else "needs more than the"
    left = f"{there / 1e6:,.0f} MB {'are' if needed > there else 'that are'} free in {home}"
    return (
        f"the disk is full: the index {needs} {left}; free some space or set --home, "
        f"and run `tastemaker ingest {read.path}` again: it goes on where it stopped"
    )


def _learn(
    read: Folder,
    home: Path,
    place: Path,
    cache: VectorCache,
    text: TextEncoder,
    picture: PictureEncoder,
    say: Say,
    before: InForce | None,
    teacher: InForce | None,
) -> list[Problem]:
    """Write all that is computed from a folder, and return what could not be embedded.

    Of the index `before` is kept what is the same, of what a `teacher` learned all that is no count.
    """
    from tastemaker.tools.facts.reviews import learning as opinions
    from tastemaker.tools.fusion.learned import learn_all

    items = list(read.catalogue)
    ids = [item.id for item in items]
    pictures = sum(len(item.images) for item in items)
    index = Index.create(place / "index", ids)
    embed = partial(embedded, cache, say)

    def add_texts(ids: Sequence[str], vectors: Sequence[Any]) -> None:
        index.add("text", ids, np.array(vectors, np.float32))

    def add_pictures(ids: Sequence[str], records: Sequence[Any]) -> None:
        looked = np.array(records, picture.record)
        index.add("looks", ids, looked["whole"])
        append(place / "parts", looked)

    of_pictures = Recipe(picture.digest, picture.record, picture.look)
    # A title says what an item is; a long description would drown it.
    texts_of = ((item.id, (item.title, item.facts)) for item in items)
    pictures_of = ((item.id, (file_of(image, read.path, home),)) for item in items for image in item.images)
    told = _texts_before(read, teacher)
    problems = [
        *embed("text", of_texts(text), len(items), texts_of, digest_of_text, str, add_texts, told),
        *embed("looks", of_pictures, pictures, pictures_of, digest_of_file, open_picture, add_pictures),
    ]
    if read.reviews:
        written = opinions.learn(read.reviews, items, index, place / "reviews", cache, text, say)
        problems.extend(written)

    looks, owners = index.vectors("looks"), index.owners("looks")
    texts = index.by_item("text")
    if teacher:
        representation = Representation.load(teacher.place / "representation.npz")
    else:
        say("learning what texts and pictures have in common")
        representation = Representation.fit(texts, looks, owners, _kinds(cache, text, picture))
    representation.save(place / "representation.npz")
    if note := representation.report.get("note"):
        say(str(note))
    if representation and len(looks):
        index.add("picture", [ids[row] for row in owners], representation.pictures(looks))
    np.save(place / "z.npy", representation.items(texts, looks, owners))
    index.seal(say, Index.open(before.place / "index") if before else None)
    index.close()

    say("indexing words")
    Words.build(items).save(place / "words")
    purchases = Purchases(read.interactions)
    purchases.save(place / "purchases.npz")
    say(f"learning from {len(purchases):,} interactions of {len(purchases.users):,} shoppers")
    learn_all(place, purchases, items, (texts, looks, owners), say, teacher.place if teacher else None)
    return problems


def _texts_before(read: Folder, teacher: InForce | None) -> dict[str, Any]:
    """The vectors of the texts of items that are as they were."""
    if teacher is None:
        return {}
    index = Index.open(teacher.place / "index")
    owners = (index.ids[row] for row in index.owners("text").tolist())
    return {id: vector for id, vector in zip(owners, index.vectors("text"), strict=True) if id in read.same}


def _tell(problems: Sequence[Problem], path: str, say: Say) -> None:
    kinds = grouped(problems)
    for kind in kinds[:_TOLD]:
        say(f"  {kind}")
    if more := rows_of(problems) - sum(kind.count for kind in kinds[:_TOLD]):
        say(f"  and {more:,} more problems of other kinds")
    if len(problems) > len(kinds[:_TOLD]):
        say(f"  one by one they are in {path}")


def _kinds(cache: VectorCache, text: TextEncoder, picture: PictureEncoder) -> Kinds | None:
    """What the picture network knows by name, in the text space."""
    if picture.last_layer is None:
        return None
    weights, bias, names = picture.last_layer
    vectors = cache.vectors(of_texts(text), names, digest_of_text, str)
    return Kinds.of(weights, bias, np.array(vectors, np.float32))
