"""Read dialogues and say what is wrong in them, or how many turns they have.

python training/check.py FILE…
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from training.pairs import Misspelt, rows


def main() -> int:
    """Print for each file its turns, verbs and languages; 1 where a line cannot be learned from."""
    wrong = 0
    for file in map(Path, sys.argv[1:]):
        try:
            found = list(rows(file))
        except Misspelt as error:
            print(error)
            wrong = 1
            continue
        verbs = Counter(call.split()[0] for row in found for call in row.calls.splitlines())
        print(f"{file.name}: {len(found)} turns", dict(verbs), dict(Counter(row.language for row in found)))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
