"""The tool that requests like this one call: what rules do not read is guessed from examples.

Naive Bayes over words and parts of words (Rennie et al., "Tackling the Poor Assumptions of Naive Bayes Text
Classifiers", 2003); the examples stand in prompts/examples.json, by tool.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from tastemaker.prompts import words

_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+(?:'[a-z]+)?|\d+|[?!]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SMOOTHING = 0.3


def guesses(text: str, listed: bool) -> dict[str, float]:
    """How well each tool suits a request, the best one first; `listed` tells whether there is a list it may speak of.

    The scores are differences to the mean, per feature: only their order and distance say something.
    """
    weights = _weights()
    found = [weights[feature] for feature in set(features(text, listed)) if feature in weights]
    tools = sorted(words("examples"))
    scores = {tool: sum(w[at] for w in found) / max(len(found), 1) for at, tool in enumerate(tools)}
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


def features(text: str, listed: bool) -> Iterator[str]:
    """The words of a text, pairs of them and parts of them; of Chinese, characters and runs of two and three."""
    found = [
        word if word.isalpha() or not word.isdigit() else "0" for word in _WORD.findall(text.lower()[:300])
    ]
    yield "listed" if listed else "unlisted"
    before = "^"
    for word in found:
        if _HAN.match(word):
            for size in (1, 2, 3):
                yield from (word[at : at + size] for at in range(len(word) - size + 1))
        else:
            yield f" {word} "
            yield f"{before} {word}"
            around = f" {word} "
            for size in (3, 4, 5):
                yield from (around[at : at + size] for at in range(len(around) - size + 1))
        before = word
    yield f"{before} $"


@cache
def _weights() -> Mapping[str, tuple[float, ...]]:
    return weighed(words("examples"))


def weighed(examples: Mapping[str, list[list[str]]]) -> Mapping[str, tuple[float, ...]]:
    """The weight of each feature for each tool, tools in alphabetical order."""
    counts: dict[str, Counter[str]] = {tool: Counter() for tool in sorted(examples)}
    seen: Counter[str] = Counter()
    number = 0
    for tool, requests in examples.items():
        for text, listed in requests:
            number += 1
            for feature in set(features(text, bool(listed))):
                counts[tool][feature] += 1
                seen[feature] += 1
    total = sum(seen.values())
    sums = {tool: sum(counted.values()) for tool, counted in counts.items()}
    size = len(seen)
    made: dict[str, tuple[float, ...]] = {}
    for feature, often in seen.items():
        idf = math.log((1 + number) / (1 + often)) + 1
        made[feature] = tuple(
            -idf
            * math.log(
                (often - counts[tool][feature] + _SMOOTHING) / (total - sums[tool] + _SMOOTHING * size)
            )
            for tool in counts
        )
    norms = [sum(abs(w[at]) for w in made.values()) for at in range(len(counts))]
    mean = sum(norms) / len(norms)
    return {f: tuple(x * mean / n for x, n in zip(w, norms, strict=True)) for f, w in made.items()}
