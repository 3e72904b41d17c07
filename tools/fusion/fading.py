"""What speaks for an item because of something done before, less and less as time passes."""

from collections.abc import Mapping

import numpy as np

from tastemaker.tools.fusion.histories import DAY, Histories, Times
from tastemaker.tools.recommend.recommender import FloatArray
from tastemaker.tools.recommend.together import Together

_FADED = 30.0
"""Days after which what goes with a purchase counts 1/e."""


def complements(together: Together, histories: Histories, now: Times, row: Mapping[str, int]) -> FloatArray:
    """What goes with the last purchases, fading with the days since [moments, items]."""
    strength = np.zeros((len(now), len(row)), np.float32)
    for place, history in enumerate(histories):
        for done in history[-10:]:
            days = (now[place] - done.time) / DAY
            if done.event in ("view", "dislike") or days > 3 * _FADED:
                continue
            for other, speaks, _count in together.together(done.item):
                strength[place, row[other]] += speaks * np.exp(-max(days, 0.0) / _FADED)
    return np.log1p(20 * strength)


def viewed(histories: Histories, now: Times, row: Mapping[str, int]) -> FloatArray:
    """What was looked at and not taken, 2 just now, 1 long ago [moments, items]."""
    looked = np.zeros((len(now), len(row)), np.float32)
    for place, history in enumerate(histories):
        for done in history:
            if done.event == "view" and done.item in row:
                looked[place, row[done.item]] = 1 + np.exp(-max(now[place] - done.time, 0) / DAY)
    return looked
