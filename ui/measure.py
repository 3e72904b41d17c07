"""`tastemaker eval` and `tastemaker bench`: what can be measured, each figure beside the floor of its run."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tastemaker.agent.settings import Settings

_EVALUATIONS = ("cf", "requests")


def add_measures(add: Callable[..., argparse.ArgumentParser], run: Callable[..., int]) -> None:
    """Adds both commands to the command line."""
    evaluate = add("eval", run, "measure how good answers are, beside the floors of the same run")
    evaluate.add_argument("what", choices=_EVALUATIONS)
    evaluate.add_argument("folder", type=Path, metavar="FOLDER_OR_FILE")
    evaluate.add_argument("--split", metavar="NAME", help="requests: only those of this split")


def measured(options: argparse.Namespace, settings: "Settings") -> dict[str, Any]:
    """Runs what was asked for; the report has the fields of its JSON."""
    match options.what:
        case "cf":
            from tastemaker.tools.evaluate.protocol import evaluate_cf
            from tastemaker.tools.ingest import read_folder

            return evaluate_cf(read_folder(options.folder)).json()
        case "requests":
            from tastemaker.agent.evaluate.requests import evaluate_requests
            from tastemaker.agent.models import open_model

            return evaluate_requests(options.folder, open_model(settings), options.split)
    raise AssertionError(options.what)
