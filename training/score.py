"""How a taught model writes what was held out: the share of turns whose calls are exactly those of the hand.

python training/score.py ADAPTER [--base NAME] [--most N] FILE…
"""

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

from langchain_core.messages import HumanMessage, SystemMessage

sys.path.insert(0, str(Path(__file__).parents[1]))

from tastemaker.agent.model.asking import written
from tastemaker.agent.model.chat import LlamaCpp
from tastemaker.agent.understand import notation, spelling, told
from tastemaker.agent.understand.grammar import reply_grammar
from tastemaker.tools.encode.weights import digest_of, path_of
from training.pairs import Row, rows


def answer(model: LlamaCpp, row: Row) -> str:
    """What the model writes of a row, under the grammar of its shop."""
    known = {field.name: field for field in row.shop.fields}
    asked = [SystemMessage(told.told(known)), HumanMessage(row.asked)]
    reply, _ = written(
        model, asked, stop=(), until=lambda text: False, max_tokens=120, seconds=60, cancel=lambda: False,
        grammar=reply_grammar(known),
    )  # fmt: skip
    return reply


def parts(calls: str) -> Counter[str]:
    """The verbs and conditions of some calls, each as often as it stands there; not the words."""
    found: Counter[str] = Counter()
    for call in notation.read(calls):
        found[spelling.written([call]).split()[0]] += 1
        found.update(spelling.conditions([one]) for one in call.query.where)
        found.update(f"lift {name}" for name in call.lifted)
        found[f"order {call.query.order}"] += call.query.order is not None
        found.update([*call.items, *call.fields])
    return +found


def main() -> None:
    """Print each turn that is not as the hand wrote it, and the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("adapter", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--base", default="qwen2.5-coder-1.5b")
    parser.add_argument("--most", type=int, default=200)
    given = parser.parse_args()
    model = LlamaCpp(
        path=path_of(given.base), digest=digest_of(given.base), context=4096, adapter=given.adapter
    )
    found = [row for file in given.files for row in rows(file)]
    random.Random(0).shuffle(found)
    exact = same = verbs = total = 0
    for row in found[: given.most]:
        reply = answer(model, row)
        total += 1
        try:
            alike = parts(reply) == parts(row.calls)
        except notation.NotWritten:
            alike = False
        exact += reply == row.calls
        same += alike
        verbs += reply.split()[0] == row.calls.split()[0]
        if not alike:
            print(f"{row.shop.name} | {row.asked}\n  = {row.calls!r}\n  ! {reply!r}")
    shares = (number / total for number in (exact, same, verbs))
    print("{} turns: exact {:.3f}, but for words {:.3f}, first verb {:.3f}".format(total, *shares))


if __name__ == "__main__":
    main()
