"""Dialogues generated out of schemas of different trades, in the format that hands write.

    python training/generate.py --turns 6000 --seed 1 > generated.txt

They teach what hands give too few of: exact numbers, units, operators and values over any schema.
The same seed gives the same dialogues.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.generating import changes, needs, questions
from training.generating.shops import Shop, shops
from training.generating.talk import Kind, Talk, Turn
from training.generating.wording import PERSONAS
from training.generating.words import LANGUAGES, language

FIRST: dict[Kind, int] = {
    needs.need: 70, needs.superlative: 7, needs.several: 4, needs.bare: 4, needs.two: 6, needs.kit: 3,
    needs.medium: 4, needs.for_me: 3, needs.fact_and_need: 1, questions.counted: 3, changes.belonging: 2,
    questions.fact: 2, questions.plain: 1,
}  # fmt: skip
LATER: dict[Kind, int] = {
    changes.narrowed: 26, changes.moved: 14, changes.corrected: 12, changes.lifted: 7, changes.relative: 12,
    changes.halved: 2, changes.branded: 4, changes.sorted_anew: 4, changes.fewer: 2, changes.alike: 7,
    changes.belonging: 3, questions.asked: 12, questions.asked_flag: 4, questions.asked_text: 4,
    questions.asked_most: 6, questions.compared: 7, questions.why: 3, questions.counted: 2,
    questions.plain: 8, questions.fact: 1, questions.asked_and_changed: 3, needs.need: 14,
}  # fmt: skip
_OFTEN = 4
"""How often the same words may stand in one file."""


def dialogues(turns: int, seed: int) -> Iterator[str]:
    """The text of the shops, then of dialogues, until there are so many turns."""
    sold = tuple(shops())
    for shop in sold:
        yield "\n".join(shop.schema) + "\n"
    said: Counter[str] = Counter()
    written = 0
    for number in count():
        if written >= turns:
            return
        lines = _dialogue(Random(f"{seed} {number}"), sold, said)
        written += sum(line.startswith(">") for line in lines)
        yield "\n".join(lines) + "\n"


def _dialogue(chance: Random, sold: tuple[Shop, ...], said: Counter[str]) -> list[str]:
    shop = chance.choice(sold)
    code = "en" if chance.random() < 0.3 else chance.choice(LANGUAGES)
    talk = Talk.begun(shop, language(code), chance)
    lines = [f"# {shop.name} | {code} | {chance.choice(PERSONAS)}"]
    for position in range(chance.choice((1, 2, 3, 4, 5, 6, 7))):
        turn = _turn(talk, FIRST if position == 0 or not talk.shown else LATER, said)
        lines += [f"> {turn.says}", *turn.calls]
        if turn.shows:
            lines.append(f"= {'; '.join(turn.shows)}")
    return lines


def _turn(talk: Talk, kinds: dict[Kind, int], said: Counter[str]) -> Turn:
    """A turn of some kind that the talk has something for and that was not said too often."""
    while True:
        (kind,) = talk.chance.choices(list(kinds), list(kinds.values()))
        before = talk.thing, list(talk.shown), dict(talk.force)
        if kind is needs.need and talk.shown:
            talk.another()
        turn = kind(talk)
        if turn is not None and turn.says and said[turn.says] < _OFTEN:
            said[turn.says] += 1
            return turn
        talk.thing, talk.shown, talk.force = before


def main() -> None:
    """Prints the dialogues."""
    parser = argparse.ArgumentParser(description="Dialogues generated out of schemas.")
    parser.add_argument("--turns", type=int, default=6000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for text in dialogues(options.turns, options.seed):
        print(text)


if __name__ == "__main__":
    main()
