"""What a build learns from who took what: chosen and taught anew, or as the build before has it."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from tastemaker.tools.catalogue.item import Item
from tastemaker.tools.catalogue.purchases import Purchases
from tastemaker.tools.fusion.kin import Vectors
from tastemaker.tools.fusion.learning import learn
from tastemaker.tools.fusion.signals import Signals
from tastemaker.tools.recommend.blend import Recommenders
from tastemaker.tools.recommend.recommender import FloatArray, Rows

Say = Callable[[str], None]


def learn_all(
    place: Path,
    purchases: Purchases,
    items: Sequence[Item],
    pictured: tuple[FloatArray, FloatArray, Rows],
    say: Say,
    before: Path | None = None,
) -> None:
    """Write the recommenders, the signals and the ranker of a build.

    `pictured` are the items' texts [n, d], all pictures [m, p] and the row of each one's item [m]. With a
    build `before`, what was chosen and taught stays, and only what is counted is counted anew: nothing, where
    the same things were done with the same items.
    """
    ids = [item.id for item in items]
    if before is not None and _are_as_before(purchases, before, ids):
        shutil.copytree(before / "recommenders", place / "recommenders")
        for name in ("signals.npz", "ranker.npz"):
            shutil.copyfile(before / name, place / name)
        say("recommends as before: nothing was taken since, and no item came")
        return
    categories = {item.id: item.categories for item in items}
    chosen = None if before is None else Recommenders.load(before / "recommenders")
    recommenders = Recommenders.fit_all(purchases, ids, categories, chosen=chosen)
    recommenders.save(place / "recommenders")
    texts, looks, owners = pictured
    taken = purchases.takers()
    vectors = Vectors.of(texts, looks, owners, np.array([taken.get(id, 0) for id in ids]))
    if before is None:
        signals, ranker = learn(purchases, items, recommenders, vectors)
        ranker.save(place / "ranker.npz")
        say(ranker.summary)
    else:
        signals = Signals.fit(purchases, items, recommenders.served, vectors, recommenders.together)
        shutil.copyfile(before / "ranker.npz", place / "ranker.npz")
        say("what is recommended is counted anew; how it is weighed stays as it was learned")
    signals.save(place / "signals.npz")


def _are_as_before(purchases: Purchases, before: Path, ids: Sequence[str]) -> bool:
    """Whether a build has the purchases and the items of the one before."""
    if list(Recommenders.load(before / "recommenders").served.ids) != list(ids):
        return False
    told = Purchases.load(before / "purchases.npz")
    same = len(told) == len(purchases) and set(told.users) == set(purchases.users)
    return same and all(told.of(user) == purchases.of(user) for user in told.users)
