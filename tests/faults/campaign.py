"""The whole campaign, or the cases that are named, as one table in Markdown: what was tried to break it.

python tests/faults/campaign.py [--quick] [CASE…]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":
    # Not this folder, whose modules are named as others are, but the one of tiny.py.
    sys.path[0] = str(Path(__file__).parents[1])

from faults import browser, catalogue, damage, disk, fuzz, kill, liar, load, pictures, poison
from faults.case import Case, Impossible

CASES: dict[str, Callable[[Case], None]] = {
    "kill-ingest": kill.ingest,
    "kill-turns": kill.turns,
    "damage-index": damage.index,
    "damage-memory": damage.memory,
    "damage-cache": damage.cache,
    "disk-ingest": disk.ingest,
    "disk-turns": disk.turns,
    "fuzz-said": fuzz.said,
    "fuzz-typed": fuzz.typed,
    "pictures-ingested": pictures.ingested,
    "pictures-sent": pictures.sent,
    "poison": poison.items,
    "liar": liar.model,
    "load-sessions": load.sessions,
    "load-servers": load.servers,
    "browser": browser.page,
}


def main() -> int:
    """Print the table; returns 1 when something failed, and tells what to standard error."""
    parser = argparse.ArgumentParser(description="Try to break it, and print what held.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"default: all of {', '.join(CASES)}")
    parser.add_argument("--quick", action="store_true", help="a tenth of the tries")
    options = parser.parse_args()
    if unknown := set(options.cases) - CASES.keys():
        parser.error(f"there is no case {', '.join(sorted(unknown))}")
    print(
        "| case | what was done, and what held | tries | held | failed | worst |\n|---|---|---|---|---|---|"
    )
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        pristine = catalogue.pristine(Path(folder) / "pristine")
        for name in options.cases or CASES:
            case = Case(Path(folder) / name, pristine, options.quick)
            case.place.mkdir()
            begun = time.perf_counter()
            try:
                CASES[name](case)
            except Impossible as error:
                case.failures.append(str(error))
            failed += len(case.failures)
            print(row(name, case), flush=True)
            print(f"{name}: {time.perf_counter() - begun:.0f} s", file=sys.stderr)
            for failure in case.failures:
                print(f"  {failure}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def row(name: str, case: Case) -> str:
    """The case's line of the table."""
    tries, failures = len(case.seconds), len(case.failures)
    what, worst = (CASES[name].__doc__ or "").strip(), max(case.seconds, default=0)
    return f"| {name} | {what} | {tries} | {tries - failures} | {failures} | {worst:.1f} s |"


if __name__ == "__main__":
    sys.exit(main())
