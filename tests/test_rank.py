"""The learned fusion: what it learns, that its parts add up, and what it does with too little."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Interaction, Purchases
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.learning import learn
from tastemaker.tools.fusion.ranker import Ranker, kind_of, reciprocal_ranks
from tastemaker.tools.fusion.signals import Signals
from tastemaker.tools.recommend.blend import Recommenders

DAY = 86_400.0
ITEMS = [
    Item(f"i{n}", f"Item {n}", brand=f"maker {n % 3}", categories=(f"kind {n % 4}",), price=float(n))
    for n in range(24)
]
IDS = [item.id for item in ITEMS]


def ring(shoppers: int = 120) -> Purchases:
    """Everybody starts somewhere and takes the items in order, a day apart: the next one is certain."""
    return Purchases(
        Interaction(f"u{user}", f"i{(user + step) % 24}", time=DAY * (user + step))
        for user in range(shoppers)
        for step in range(12)
    )


def learnt(purchases: Purchases, items: Sequence[Item] = ITEMS) -> tuple[Signals, Ranker]:
    chance = np.random.default_rng(0)
    vectors = Vectors.of(
        chance.normal(size=(len(items), 12)).astype(np.float32),
        np.zeros((0, 5), np.float32),
        np.zeros(0, np.int64),
        np.ones(len(items), np.int64),
    )
    recommenders = Recommenders.fit_all(purchases, [item.id for item in items])
    return learn(purchases, items, recommenders, vectors)


@pytest.fixture(scope="module")
def ringed() -> tuple[Signals, Ranker]:
    return learnt(ring())


def history(*numbers: int) -> tuple[Interaction, ...]:
    return tuple(Interaction("v", f"i{n}", DAY * (200 + place)) for place, n in enumerate(numbers))


def test_it_learns_what_comes_next(ringed: tuple[Signals, Ranker]) -> None:
    signals, ranker = ringed
    assert ranker.learned
    scores = ranker.fuse(signals, history(3, 4, 5), DAY * 203).scores
    scores[[3, 4, 5]] = 0
    assert signals.ids[int(scores.argmax())] == "i6"
    assert 0 < scores.max() <= 1


def test_it_is_judged_on_later_purchases(ringed: tuple[Signals, Ranker]) -> None:
    report = ringed[1].report
    assert set(report) == {
        "moments", "held_out", "loss", "accuracy", "auc", "ndcg@10", "ndcg@10 of fused ranks",
    }  # fmt: skip
    assert report["held_out"] == 120
    assert report["auc"] > 0.9
    assert report["ndcg@10"] > 0.9
    assert "learned the fusion from 240 purchases" in ringed[1].summary


@pytest.mark.parametrize("numbers", [(), (3,), (3, 4, 5, 11), (99,)], ids=["stranger", "one", "some", "gone"])
def test_shares_sum_to_the_score(ringed: tuple[Signals, Ranker], numbers: tuple[int, ...]) -> None:
    signals, ranker = ringed
    fused = ranker.fuse(signals, history(*numbers), DAY * 300)
    total = np.sum(list(fused.shares.values()), axis=0)
    np.testing.assert_allclose(total, fused.scores, atol=1e-6)
    assert np.isfinite(fused.scores).all()
    assert "history" not in fused.shares or numbers


def test_a_stranger_gets_what_is_popular(ringed: tuple[Signals, Ranker]) -> None:
    signals, ranker = ringed
    for past in ((), history(99)):
        fused = ranker.fuse(signals, past, DAY * 300)
        assert set(fused.shares) == {"popular"}
        (said,) = signals.moments([past], [DAY * 300])
        np.testing.assert_array_equal(fused.scores, said["popularity"][:, 0])


def test_shares_are_the_integrated_gradients(ringed: tuple[Signals, Ranker]) -> None:
    """By small steps from an item of which nothing is said, as Sundararajan et al. (2017) define them."""
    signals, ranker = ringed
    past = history(3, 4, 5)
    (said,) = signals.moments([past], [DAY * 203])
    base, parts = ranker._parts(signals, said, past, DAY * 203)
    steps = (np.arange(2000) + 0.5) / 2000
    logits = base + steps[:, None] * np.sum(list(parts.values()), axis=0, dtype=np.float64)
    chance = 1 / (1 + np.exp(-logits))
    slope = (chance * (1 - chance)).mean(axis=0)
    wanted = sum(part * slope for name, part in parts.items() if kind_of(name) == "history")
    fused = ranker.fuse(signals, past, DAY * 203)
    np.testing.assert_allclose(fused.shares["history"], wanted, atol=1e-4)


def test_without_torch_it_computes_what_the_network_does(ringed: tuple[Signals, Ranker]) -> None:
    import torch

    from tastemaker.tools.fusion.network import Examples, Network
    from tastemaker.tools.fusion.ranker import known_of

    signals, ranker = ringed
    past, now = history(3, 4, 5), DAY * 203
    (said,) = signals.moments([past], [now])
    owner = [ranker.sources.index(name) for name in said for _ in range(said[name].shape[1])]
    examples = Examples(
        np.arange(24)[None],
        np.concatenate(list(said.values()), axis=1)[None],
        known_of([past], [now]),
        signals.interests([past]),
    )
    vectors = (signals.vectors.texts, signals.vectors.looks)
    network = Network(owner, np.zeros(len(owner), np.float32), vectors, examples)
    arrays = {name: torch.tensor(array) for name, array in ranker._arrays.items()}
    network.load_state_dict({**arrays, "own": network.own})
    with torch.no_grad():
        theirs = torch.sigmoid(network(examples))[0].numpy()
    np.testing.assert_allclose(ranker.fuse(signals, past, now).scores, theirs, atol=1e-5)


def test_an_item_that_nobody_took_stands_where_its_kin_do_as_something_new() -> None:
    unknown = Item("unknown", "Unknown", brand="maker 1", categories=("kind 1",), price=1.0)
    signals, ranker = learnt(ring(), [*ITEMS, unknown])
    (said,) = signals.moments([history(3, 4, 5)], [DAY * 203])
    assert said["served"][-1, 0] == 0
    assert said["served"][-1, 1] == said["kin"][-1, 0] > 0
    fused = ranker.fuse(signals, history(3, 4, 5), DAY * 203)
    assert fused.shares["history"][-1] == pytest.approx(0, abs=1e-6)
    assert fused.shares["new"][-1] != 0
    np.testing.assert_allclose(sum(fused.shares.values()), fused.scores, atol=1e-6)


def test_one_who_only_dislikes_leaves_every_signal_in_bounds(ringed: tuple[Signals, Ranker]) -> None:
    past = [Interaction("v", f"i{n}", DAY * 200, "dislike") for n in (3, 4, 5)]
    (said,) = ringed[0].moments([past], [DAY * 203])
    for name in ("served", "item-knn", "liking"):
        if name in said:
            assert np.abs(said[name][:, 0]).max() <= 1


def test_items_are_held_in_the_esteem_of_those_who_took_them() -> None:
    rated = [Interaction(f"u{n}", "i0", n, "rating", 5.0) for n in range(5)]
    rated += [Interaction(f"u{n}", "i1", 9 + n, "rating", 2.0) for n in range(5)]
    signals, _ = learnt(Purchases(rated), ITEMS[:3])
    (said,) = signals.moments([[rated[0]]], [20.0])
    # Likings of 1 and -1/2 are 1/4 in the mean, and as heavy as five: halfway to each item's own.
    assert said["esteem"][:, 0].tolist() == pytest.approx([0.625, -0.125, 0.25])


def test_it_is_kept_without_pickle(ringed: tuple[Signals, Ranker], tmp_path: Path) -> None:
    signals, ranker = ringed
    ranker.save(tmp_path / "ranker.npz")
    signals.save(tmp_path / "signals.npz")
    again = Ranker.load(tmp_path / "ranker.npz")
    loaded = Signals.load(tmp_path / "signals.npz", signals._served, signals._together)
    assert json.dumps(again.report) == json.dumps(ranker.report)
    past = history(3, 4)
    np.testing.assert_array_equal(
        again.fuse(loaded, past, DAY * 203).scores, ranker.fuse(signals, past, DAY * 203).scores
    )


def test_the_same_purchases_give_the_same_network(ringed: tuple[Signals, Ranker]) -> None:
    _, again = learnt(ring())
    for name, array in ringed[1]._arrays.items():
        np.testing.assert_array_equal(again._arrays[name], array)


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([], ITEMS[:2]),
        ([Interaction("u", "i0")], ITEMS[:1]),
        ([Interaction("u", "i0")], ITEMS[:2]),
        ([Interaction("u", item.id) for item in ITEMS], ITEMS),
        ([Interaction(user, item.id, 7.0) for user in "uvw" for item in ITEMS[:3]], ITEMS[:3]),
        ([Interaction(f"u{n}", "i0", n, "rating", n - 1.0) for n in range(5)], ITEMS[:2]),
        ([Interaction("u", "withdrawn", 1), Interaction("v", "withdrawn", 2)], ITEMS[:2]),
    ],
    ids="nothing one-of-each one-purchase took-everything all-at-one-time ratings withdrawn".split(),
)  # fmt: skip
def test_with_too_little_ranks_are_fused_and_it_says_so(
    rows: Sequence[Interaction], items: Sequence[Item]
) -> None:
    signals, ranker = learnt(Purchases(rows), items)
    assert not ranker.learned
    assert "150 are needed: ranks are fused" in ranker.summary
    for past in ((), tuple(rows)):
        fused = ranker.fuse(signals, past, signals.clock.until)
        assert fused.scores.shape == (len(items),)
        assert np.isfinite(fused.scores).all()
        np.testing.assert_allclose(np.sum(list(fused.shares.values()), axis=0), fused.scores, atol=1e-6)


def test_reciprocal_ranks() -> None:
    fused = reciprocal_ranks(
        {"served": np.array([3.0, 1.0, 0.0], np.float32), "text": np.array([1.0, 2.0, 0.0], np.float32)}
    )
    first, second = 1 / 2, 60 / 61 / 2
    assert fused.shares["history"].tolist() == pytest.approx([first, second, 0.0])
    assert fused.shares["meaning"].tolist() == pytest.approx([second, first, 0.0])
    assert fused.scores.tolist() == pytest.approx([first + second, first + second, 0.0])


def test_in_a_large_catalogue_all_items_are_compared_with_what_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tastemaker.tools.fusion.kin._COMPARED", 3)
    around = np.linspace(0, 3, 8)
    texts = np.stack([np.cos(around), np.sin(around)], axis=1).astype(np.float32)
    takers = np.array([5, 0, 1, 0, 9, 0, 2, 0])
    kin = Vectors.of(texts, np.zeros((0, 5), np.float32), np.zeros(0, np.int64), takers).kin.toarray()
    assert set(np.flatnonzero(kin.sum(axis=0))) <= {0, 4, 6}
    assert kin.diagonal().sum() == 0
    assert kin[1].argmax() == 0 and kin[5].argmax() in (4, 6)
    assert kin[[1, 5, 7]].sum(axis=1) == pytest.approx(1, abs=1e-5)
