"""Read dialogues and say what is wrong in them, or how many turns they have.

python training/check.py FILE…
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tastemaker.agent.model.grammar.nodes import Node
from tastemaker.agent.model.grammar.walk import matches
from tastemaker.agent.understand.grammar import reply_grammar
from training.pairs import Misspelt, Shop, rows


def grammar(shop: Shop) -> Node:
    """What a model can write over a shop."""
    return reply_grammar({field.name: field for field in shop.fields})


def main() -> int:
    """Print for each file its turns, verbs and languages; 1 where a call cannot be read or written."""
    wrong = 0
    for file in map(Path, sys.argv[1:]):
        try:
            found = list(rows(file))
        except Misspelt as error:
            print(error)
            wrong = 1
            continue
        grammars = {row.shop.name: grammar(row.shop) for row in found}
        for row in found:
            if not matches(grammars[row.shop.name], row.calls):
                print(f"{file.name}: no model can write {row.calls!r}, for {row.said!r}")
                wrong = 1
        verbs = Counter(call.split()[0] for row in found for call in row.calls.splitlines())
        print(f"{file.name}: {len(found)} turns", dict(verbs), dict(Counter(row.language for row in found)))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
