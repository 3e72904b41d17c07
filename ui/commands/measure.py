"""`tastemaker eval` and `tastemaker bench`: what can be measured, each figure beside the floor of its run."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tastemaker.ui.commands.common import emit, progress, settings_of

if TYPE_CHECKING:
    from tastemaker.agent.settings import Settings
    from tastemaker.tools.evaluate.queries import Encoders

_EVALUATIONS = (
    "cf",
    "coldstart",
    "explanations",
    "fusion",
    "photos",
    "requests",
    "retrieval",
    "text2photo",
    "simulate",
    "dialogues",
)
_BENCHES = ("ingest", "load", "search", "taste", "turn")


def add_measures(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Adds both commands to the command line."""
    evaluate = add("eval", measure, "measure how good answers are, beside the floors of the same run")
    evaluate.add_argument("what", choices=_EVALUATIONS)
    evaluate.add_argument("folder", type=Path, metavar="FOLDER_OR_FILE")
    evaluate.add_argument("--split", metavar="NAME", help="requests: only those of this split")
    evaluate.add_argument(
        "--field", default="query", metavar="NAME", help="retrieval: what of a query is asked"
    )
    evaluate.add_argument(
        "--needs",
        type=Path,
        metavar="PATH",
        help="explanations: labelled needs; else FOLDER/needs.jsonl or FOLDER/../training/needs",
    )
    evaluate.add_argument("--shoppers", type=int, default=1000, metavar="N", help="simulate: how many talk")
    evaluate.add_argument(
        "--holdout", type=float, default=0.3, metavar="SHARE", help="text2photo: of the items, hidden"
    )
    evaluate.add_argument("--seed", type=int, default=0, help="what is drawn by chance is drawn alike")
    bench = add("bench", measure, "measure how fast it is, beside the floors of the same run")
    bench.add_argument("what", choices=_BENCHES)
    bench.add_argument("--sizes", metavar="N,N…", help="search, taste: how many vectors, purchases")
    bench.add_argument("--items", type=int, default=5000, metavar="N", help="ingest: how many items")


def measure(options: argparse.Namespace) -> int:
    """Measure what was asked for and print the report."""
    report = _measured(options, settings_of(options))
    emit(options, report, json.dumps(report, ensure_ascii=False, indent=2))
    return 0


def _measured(options: argparse.Namespace, settings: "Settings") -> dict[str, Any]:
    """Runs what was asked for; the report has the fields of its JSON."""
    match options.what:
        case "cf":
            from tastemaker.tools.catalogue.folder import read_folder
            from tastemaker.tools.evaluate.protocol import evaluate_cf

            return evaluate_cf(read_folder(options.folder)).json()
        case "coldstart":
            from tastemaker.tools.evaluate.coldstart import evaluate_coldstart

            encoders, seed = _encoders(settings, options.folder), options.seed
            return evaluate_coldstart(options.folder, settings.home, encoders, seed, progress)
        case "explanations":
            from tastemaker.agent.evaluate.explanations import evaluate_explanations

            return evaluate_explanations(options.folder, settings, options.needs, options.seed, progress)
        case "fusion":
            from tastemaker.tools.evaluate.fusion import evaluate_fusion

            encoders = _encoders(settings, options.folder)
            return evaluate_fusion(options.folder, settings.home, encoders, progress)
        case "requests":
            from tastemaker.agent.agent import Agent
            from tastemaker.agent.evaluate.requests import evaluate_requests
            from tastemaker.agent.model.open import open_model, open_reader

            model = open_model(settings)
            reader = open_reader(settings) or model
            with Agent(settings, reader) as agent:
                return evaluate_requests(options.folder, agent.shop, reader, model, options.split)
        case "retrieval":
            from tastemaker.tools.evaluate.retrieval import evaluate_retrieval

            encoders = _encoders(settings, options.folder)
            return evaluate_retrieval(options.folder, settings.home, encoders, options.field, progress)
        case "dialogues":
            from tastemaker.agent.evaluate.dialogues import evaluate_dialogues

            return evaluate_dialogues(options.folder, settings, progress)
        case "simulate":
            from tastemaker.agent.evaluate.simulate import evaluate_simulate

            return evaluate_simulate(options.folder, settings, options.shoppers, options.seed, progress)
        case "turn":
            from tastemaker.agent.evaluate.turn import bench_turn

            return bench_turn(settings)
        case "load":
            from tastemaker.agent.evaluate.load import bench_load

            return bench_load(settings)
        case "photos":
            from tastemaker.tools.evaluate.photos import evaluate_photos

            encoders = _encoders(settings, options.folder)
            return evaluate_photos(options.folder, settings.home, encoders, progress)
        case "text2photo":
            from tastemaker.tools.evaluate.text2photo import evaluate_text2photo

            encoders, share = _encoders(settings, options.folder), options.holdout
            return evaluate_text2photo(options.folder, settings.home, encoders, share, options.seed, progress)
        case "search":
            from tastemaker.tools.bench.growth import bench_search, sizes
            from tastemaker.tools.encode.encoders import open_text_encoder
            from tastemaker.tools.encode.text.spoken import ENGLISH

            encoder = open_text_encoder(settings.text_encoder or ENGLISH)
            return bench_search(encoder, sizes(options.sizes), progress)
        case "taste":
            from tastemaker.tools.bench import speed
            from tastemaker.tools.bench.growth import sizes

            return speed.bench_taste(sizes(options.sizes, speed.SIZES), progress)
        case "ingest":
            from tastemaker.tools.bench.ingesting import bench_ingest

            return bench_ingest(_encoders(settings), options.items, progress)
    raise AssertionError(options.what)


def _encoders(settings: "Settings", folder: "Path | None" = None) -> "Encoders":
    """The encoders that are set, else those for the catalogue of a folder, or for one in English."""
    from tastemaker.tools.catalogue.folder import read_folder
    from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
    from tastemaker.tools.encode.text.spoken import ENGLISH, encoder_for
    from tastemaker.tools.evaluate.queries import Encoders

    name = settings.text_encoder
    name = name or (ENGLISH if folder is None else encoder_for(tuple(read_folder(folder).catalogue)))
    return Encoders(open_text_encoder(name), open_picture_encoder(settings.picture_encoder))
