"""One step of the check in a process of its own, so that what breaks takes nothing else down: prints JSON.

python step.py STEP PLACE [--small] [--demo FOLDER]
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    # Not this folder, whose modules are named as others are, but the one around it.
    sys.path[0] = str(Path(__file__).parents[1])


def measured(name: str, place: Path, small: bool, demo: Path | None) -> dict[str, Any]:
    """The figures of a step; what it imports is imported here, because a bare machine may not have it."""
    if name.startswith("engine "):
        from gpu.engine import measure_engine

        return measure_engine(name.removeprefix("engine "), place, small)
    if name == "fusion":
        from gpu.fusion import measure_fusion

        return measure_fusion(small)
    if name == "turns":
        from gpu.turn import measure_turns

        if demo is None:
            raise FileNotFoundError("the demo was not handed over")
        return measure_turns(demo, place)
    from gpu.encoders import measure_pictures, measure_texts

    return {"texts": measure_texts, "pictures": measure_pictures}[name](small)


def main() -> None:
    """Print the figures of the step, or why there are none, as the last line."""
    parser = argparse.ArgumentParser(description="One step of the check.")
    parser.add_argument("name")
    parser.add_argument("place", type=Path)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--demo", type=Path)
    given = parser.parse_args()
    try:
        figures = measured(given.name, given.place, given.small, given.demo)
    except Exception as error:  # whatever it is, the other steps go on
        figures = {"not_measured": f"{type(error).__name__}: {error}"}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
