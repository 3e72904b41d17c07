"""How search grows with the catalogue: times and recall of the vector index, beside exact search."""

import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tastemaker.tools.bench import seeded
from tastemaker.tools.build import Say
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import TextEncoder, unit
from tastemaker.tools.errors import DataError
from tastemaker.tools.facts.result import Situation
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.tools.search.limits.where import Where
from tastemaker.tools.search.vectors import Index
from tastemaker.tools.shop import Shop
from tastemaker.tools.toolbox import Toolbox

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_QUESTIONS = 200
_ASKED = 60
"""Of them, of the search tool."""
_SHOWN = 10
_IN_A_CLUSTER = 100
_SPREAD = 0.7
"""How far an item lies from its cluster's centre, whose own length is one."""
_LIMITED_AT = 100_000
_SHARES = (1.0, 0.3, 0.1, 0.03, 0.01, 0.001, 0.0001)


def sizes(told: str | None, usual: Sequence[int] = SIZES) -> Sequence[int]:
    """The sizes named in a text such as "1000,10000"; raises DataError."""
    try:
        found = [int(part) for part in told.split(",")] if told else list(usual)
    except ValueError:
        found = []
    if not found or min(found) < 20:
        raise DataError(f"--sizes {told!r} is not a list such as 1000,10000 of numbers from 20 up")
    return found


def bench_search(encoder: TextEncoder, sizes: Sequence[int], say: Say, seed: int = 0) -> dict[str, Any]:
    """Search indexes of seeded, clustered vectors; the floor embeds the query and searches all exactly.

    At 100,000 items, or at the largest size below, limits let through from all to 0.01 % of the items; they
    fall by chance, and on what is nearest (`far`: the nearest tenth is kept out). `tool` is the search tool
    over that many items, embedding and evidence included, under a highest price that lets the share through;
    and under three conditions, of a number, a choice and money, that are others for each question.
    """
    embedding = _timed(
        lambda text: encoder.encode([text]), [f"a jacket for rain, number {n}" for n in range(30)]
    )
    rows, limits, tool = [], [], []
    limited = max((size for size in sizes if size <= _LIMITED_AT), default=min(sizes))
    for size in sizes:
        vectors, questions = clustered(size, encoder.dimensions, seed)
        with (
            tempfile.TemporaryDirectory(prefix="tastemaker-bench-") as home,
            _indexed(seeded.place(Path(home)), vectors, say) as index,
        ):
            rows.append(_measured(index, vectors, questions, float(np.median(embedding))))
            if size == limited:
                limits = [*_limited(index, vectors, questions, seed)]
                index.close()
                tool = [*_tool(Path(home), size, encoder, questions, seed)]
        say(f"{size:,} items: {rows[-1]}")
    return {
        "sizes": rows,
        "limits": {"items": limited, "shares": limits, "tool": tool},
        "embedding_p50_ms": round(float(np.median(embedding)), 2),
    }


def clustered(items: int, dimensions: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Unit vectors [items, d] about random centres, and as many of the same making that ask."""
    chance = np.random.default_rng(seed)
    centres = unit(chance.standard_normal((max(1, items // _IN_A_CLUSTER), dimensions), np.float32))
    made = np.empty((items + _QUESTIONS, dimensions), np.float32)
    for start in range(0, len(made), 100_000):  # a million at once would take the memory of three
        part = made[start : start + 100_000]
        noise = chance.standard_normal(part.shape, np.float32) * np.float32(_SPREAD / dimensions**0.5)
        part[:] = unit(centres[chance.integers(0, len(centres), len(part))] + noise)
    return made[:items], made[items:]


@contextmanager
def _indexed(place: Path, vectors: FloatArray, say: Say) -> Iterator[Index]:
    ids = _ids(len(vectors))
    index = Index.create(place / "index", ids)
    for start in range(0, len(ids), 10_000):
        index.add("text", ids[start : start + 10_000], vectors[start : start + 10_000])
    index.seal(say)
    yield index
    index.close()


def _ids(size: int) -> list[str]:
    return [f"item{row}" for row in range(size)]


def _measured(index: Index, vectors: FloatArray, questions: FloatArray, embedding: float) -> dict[str, Any]:
    index.search("text", questions[0], _SHOWN)  # the first search opens the index
    found: list[list[str]] = []
    times = _timed(lambda q: found.append([id for id, _ in index.search("text", q, _SHOWN)]), questions)
    exact: list[set[str]] = []
    floor = _timed(lambda q: exact.append(_nearest(vectors, q)), questions)
    return {
        "items": len(vectors),
        **_figures(times),
        "floor_p50_ms": round(embedding + float(np.median(floor)), 2),
        "exact_p50_ms": round(float(np.median(floor)), 2),
        "recall@10": _agreement(found, exact),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _limited(index: Index, vectors: FloatArray, questions: FloatArray, seed: int) -> Iterator[dict[str, Any]]:
    chance = np.random.default_rng(seed)
    for share in _SHARES:
        allowed = chance.random(len(vectors)) < share
        allowed[chance.integers(len(vectors))] = True
        yield {"share": share, **_under(index, vectors, questions, [allowed] * len(questions))}
    nearest_out = [cosines < np.quantile(cosines, 0.9) for cosines in (vectors @ q for q in questions[:50])]
    yield {"share": "far", **_under(index, vectors, questions[:50], nearest_out)}


def _tool(
    home: Path, size: int, encoder: TextEncoder, questions: FloatArray, seed: int
) -> Iterator[dict[str, Any]]:
    asked = [seeded.query(row, seed) for row in range(min(_ASKED, size))]
    with seeded.open_seeded(home, _ids(size), encoder, questions[: len(asked)], seed) as shop:
        profiles = Profiles(home / "profiles.sqlite")
        _search(shop, profiles, Where(), asked[0])  # the first search opens what a shop holds
        for share in (None, *_SHARES):
            limits = {} if share is None else {"price_max": 100 * share}
            times = _timed(partial(_search, shop, profiles, Where.of(limits)), asked)
            yield {"share": "no limit" if share is None else share, **_figures(times)}
        wheres = [_three(n) for n in range(len(asked))]
        times = _timed(
            lambda pair: _search(shop, profiles, pair[1], pair[0]), zip(asked, wheres, strict=True)
        )
        let_through = float(np.mean([where.mask(shop).mean() for where in wheres]))
        yield {"share": "three conditions", "let_through": round(let_through, 4), **_figures(times)}


def _three(n: int) -> Where:
    """Three conditions that no question before had, so that none is judged already."""
    colour = seeded.COLOURS[n % len(seeded.COLOURS)]
    return Where(
        (
            Condition("weight", "<=", (4.0 + n / 1000,), "kg"),
            Condition("colour", "!=", (colour, f"{colour} {n}")),
            Condition("price", "<=", (80.0 + n / 1000,)),
        )
    )


def _search(shop: Shop, profiles: Profiles, where: Where, query: str) -> None:
    Toolbox(shop, profiles, Situation()).search(query, where.conditions)


def _under(
    index: Index, vectors: FloatArray, questions: FloatArray, masks: Sequence[BoolArray]
) -> dict[str, Any]:
    found: list[list[str]] = []
    pairs = list(zip(questions, masks, strict=True))
    times = _timed(
        lambda pair: found.append([id for id, _ in index.search("text", pair[0], _SHOWN, pair[1])]), pairs
    )
    exact = [_nearest(vectors, question, mask) for question, mask in pairs]
    return {
        **_figures(times),
        "recall@10": _agreement(found, exact),
    }


def _nearest(vectors: FloatArray, question: FloatArray, allowed: BoolArray | None = None) -> set[str]:
    cosines = vectors @ question
    if allowed is not None:
        cosines[~allowed] = -2
    top = np.argpartition(-cosines, min(_SHOWN, len(cosines) - 1))[:_SHOWN]
    return {f"item{row}" for row in top if cosines[row] > -2}


def _agreement(found: Sequence[Sequence[str]], exact: Sequence[set[str]]) -> float:
    """The share of the exactly nearest that were found."""
    shares = [len(right.intersection(shown)) / len(right) for shown, right in zip(found, exact, strict=True)]
    return round(float(np.mean(shares)), 4)


def _figures(times: Sequence[float]) -> dict[str, float]:
    return {
        "p50_ms": round(float(np.median(times)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
    }


def _timed(do: Callable[[Any], object], each: Iterable[Any]) -> list[float]:
    """Milliseconds of each."""
    times = []
    for one in each:
        started = time.perf_counter()
        do(one)
        times.append((time.perf_counter() - started) * 1000)
    return times
