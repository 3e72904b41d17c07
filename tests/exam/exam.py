"""The exams of other hands, in ../shared beside the project: what share of their turns is right.

    python tests/exam/exam.py [--model M] [--written] [--quiet] [FILE…]

`--written` puts calls that a person wrote (calls/) in the place of the reader: this tests everything but the
reader. The dialogues and these calls are for measuring only: nothing is learned from them.
"""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import yaml

from tastemaker.agent import open_agent
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.agent.understand import notation, reader
from tastemaker.agent.understand.planner import Plan

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
THRESHOLDS = {"limits": 0.83, "plans": 0.65, "questions": 0.71, "languages": 0.48}
"""What the default model reached when they were last raised, less what chance takes."""
WRITTEN = 0.90
"""What all turns together must reach with written calls."""


def exam() -> dict[str, Any]:
    """The names of the examiner's program, without running it."""
    names: dict[str, Any] = {}
    source = (SHARED / "bin" / "shoppers").read_text(encoding="utf-8").rstrip().removesuffix("main()")
    exec(compile(source, "shoppers", "exec"), names)  # the exam's own file, not data
    return names


def played(name: str, model: str | None, written: bool, quiet: bool) -> dict[str, Any]:
    """Play the dialogues of a file; counts turns, and tells those that are wrong."""
    examiner = exam()
    rows = {}
    for line in (ROOT / "demo" / "items.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["id"]] = examiner["Line"](row)
    dialogues = yaml.safe_load((SHARED / "shoppers" / f"{name}.yaml").read_text(encoding="utf-8"))
    calls = yaml.safe_load((Path(__file__).parent / "calls" / f"{name}.yaml").read_text(encoding="utf-8"))
    queue: list[str] = []
    if written:
        reader.plan = lambda *_, **__: Plan(notation.read(queue.pop(0)), {})
    right = turns = whole = 0
    with open_agent(model=ScriptedModel() if written else model, reasons=0) as agent:  # prose is not examined
        for dialogue, spelled in zip(dialogues, calls, strict=True):
            session, before, holds = f"exam {time.time_ns()}", [], True
            for turn, call in zip(dialogue["turns"], spelled, strict=True):
                queue[:] = [call]
                answer = agent.ask(turn["says"], session=session, user=dialogue.get("user"))
                shown = [rows[item.recommendation.item.id] for item in answer.items]
                wrong = examiner["failures"](turn.get("expect", {}), shown, before, answer.reply)
                turns, right, holds = turns + 1, right + (not wrong), holds and not wrong
                if wrong and not quiet:
                    told = [(call.tool, dict(call.args)) for call in answer.calls]
                    print(
                        f"{turn['says']}\n    {told}\n    {[line.title for line in shown]}",
                        *wrong,
                        sep="\n    - ",
                    )
                before = shown or before
            whole += holds
    return {"exam": name, "turns": turns, "right": right, "share": round(right / turns, 3), "whole": whole}


def main() -> int:
    """Play the files named, or all; 1 when a share is under its threshold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", choices=[*THRESHOLDS, []], metavar="FILE")
    options.add_argument("--model")
    options.add_argument("--written", action="store_true")
    options.add_argument("--quiet", action="store_true")
    given = options.parse_args()
    if not SHARED.is_dir():
        print(f"the exams are not here; they belong in {SHARED}", file=sys.stderr)
        return 0
    found = [played(name, given.model, given.written, given.quiet) for name in given.names or THRESHOLDS]
    for each in found:
        print(json.dumps(each))
    if given.written:
        share = sum(each["right"] for each in found) / sum(each["turns"] for each in found)
        print(json.dumps({"exam": "all, with written calls", "share": round(share, 3)}))
        return int(share < WRITTEN)
    return int(any(each["share"] < THRESHOLDS[each["exam"]] for each in found))


if __name__ == "__main__":
    sys.exit(main())
