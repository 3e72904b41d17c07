"""What is learned of reviews: statements, what each is about, whether it praises, and their vectors."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from tastemaker.tools.catalogue.cells.problems import Problem
from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.encode.embedding import digest_of_text, embedded, of_texts
from tastemaker.tools.encode.encoders import FloatArray, TextEncoder
from tastemaker.tools.encode.vector_cache import VectorCache
from tastemaker.tools.facts.reviews.aspects import ALL, examples
from tastemaker.tools.facts.reviews.finding import found
from tastemaker.tools.facts.reviews.review import KEPT, Review, save
from tastemaker.tools.facts.reviews.statements import KIND, Statement, statements
from tastemaker.tools.facts.reviews.tone import Tone
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.search.words import Words

_MOST = 50_000
"""Statements of a shop: their vectors take 75 MB, and some minutes to make."""


def learn(
    reviews: Sequence[Review],
    items: Sequence[Item],
    index: Index,
    place: Path,
    cache: VectorCache,
    encoder: TextEncoder,
    say: Callable[[str], None],
) -> Iterator[Problem]:
    """Write what reviews state into a folder, and their vectors into the index; yield what has none."""
    stated = list(_stated(reviews, items, say))
    if not stated:
        return
    aspects = found(((one.item, one.buyer, one.text) for one in stated), {item.id: item for item in items})
    recipe, shown = of_texts(encoder), examples()
    tone = Tone.learn(
        *(_vectors(cache.vectors(recipe, some, digest_of_text, str)) for some in (shown.praise, shown.blame))
    )
    named = {f"review {number} of {one.item}": one for number, one in enumerate(stated, 1)}
    kept: list[Statement] = []

    def add(names: Sequence[str], made: Sequence[Any]) -> None:
        some, vectors = [named[name] for name in names], _vectors(made)
        ratings = np.array([np.nan if one.rating is None else one.rating for one in some], np.float32)
        for one, sign in zip(some, tone.of(vectors, ratings).tolist(), strict=True):
            about = tuple(sorted(aspects.named(one.text) - {ALL}))
            kept.append(Statement(one.item, one.buyer, one.rating, one.text, about, sign))
        index.add(KIND, [one.item for one in some], vectors)

    contents = ((name, (one.text,)) for name, one in named.items())
    yield from embedded(cache, say, KIND, recipe, len(named), contents, digest_of_text, str, add)
    place.mkdir()
    save(reviews, place / KEPT)
    own = {name: aspects.words[name] for name in aspects.names}
    (place / "aspects.json").write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    with (place / "statements.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in kept)
    told: defaultdict[str, list[str]] = defaultdict(list)
    for one in kept:
        told[one.item].append(one.text)
    both = (replace(item, description="\n".join((item.description, *told[item.id]))) for item in items)
    Words.build(list(both)).save(place / "words")


def _stated(
    reviews: Sequence[Review], items: Sequence[Item], say: Callable[[str], None]
) -> Iterator[Statement]:
    """What is stated, in the order of the items, of each the latest first; of all only so much."""
    by_item: defaultdict[str, list[tuple[Review, list[str]]]] = defaultdict(list)
    for review in reviews:
        if some := statements(review.title, review.text):
            by_item[review.item].append((review, some))
    most = max(map(len, by_item.values()), default=0)
    while most > 1 and sum(len(some) for own in by_item.values() for _, some in own[:most]) > _MOST:
        most -= 1
    read, there = sum(len(own[:most]) for own in by_item.values()), sum(map(len, by_item.values()))
    say(f"reading {read:,} of {there:,} reviews")
    for item in items:
        for buyer, (review, some) in enumerate(by_item.get(item.id, [])[:most]):
            for text in some:
                yield Statement(item.id, buyer, review.rating, text)


def _vectors(made: Sequence[Any]) -> FloatArray:
    return np.array(made, np.float32)
