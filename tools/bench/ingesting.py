"""How fast a catalogue is read, embedded and indexed, beside the bare encoders of the same run."""

import json
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from tastemaker.tools.build import Say, build
from tastemaker.tools.catalogue.folder import read_folder
from tastemaker.tools.encode.picture import open_picture
from tastemaker.tools.evaluate.queries import Encoders

_PICTURED = 4  # every fourth item has a picture
_WORDS = (
    "light warm quiet steel cotton garden travel kitchen winter morning paper water travel green small deep"
    " strong simple folding round soft bright wooden glass copper running reading sleeping walking playing"
).split()


def bench_ingest(encoders: Encoders, items: int, say: Say, seed: int = 0) -> dict[str, Any]:
    """Ingest a catalogue of seeded texts and pictures, then once more unchanged.

    `raw_items_per_s` is what the encoders alone do with the same texts and pictures, once before and once
    after: a shared machine is not as fast at all times.
    """
    with tempfile.TemporaryDirectory(prefix="tastemaker-bench-") as place:
        folder = _catalogue(Path(place) / "shop", items, seed)
        for encoder in (encoders.text, encoders.picture):  # the first call loads what is loaded once
            encoder.encode([])
        raw = _raw(folder, encoders)
        say(f"bare encoders: {items / raw:,.1f} items a second")
        started = time.perf_counter()
        build(folder, Path(place) / "home", encoders.text, encoders.picture, say)
        first = time.perf_counter() - started
        lines: list[str] = []
        started = time.perf_counter()
        build(folder, Path(place) / "home", encoders.text, encoders.picture, lines.append)
        again = time.perf_counter() - started
        raw = (raw + _raw(folder, encoders)) / 2
    return {
        "items": items,
        "items_per_s": round(items / first, 2),
        "raw_items_per_s": round(items / raw, 2),
        "unchanged_items_per_s": round(items / again, 2),
        "embedded_again": sum(" 0 embedded" not in line for line in lines if " embedded" in line),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _raw(folder: Path, encoders: Encoders) -> float:
    """Seconds that the encoders take for all texts and pictures of a folder."""
    catalogue = list(read_folder(folder).catalogue)
    started = time.perf_counter()
    for start in range(0, len(catalogue), 256):
        part = catalogue[start : start + 256]
        encoders.text.encode([text for item in part for text in (item.title, item.facts)])
    pictures = [folder / image for item in catalogue for image in item.images]
    for start in range(0, len(pictures), 32):
        encoders.picture.encode([open_picture(path) for path in pictures[start : start + 32]])
    return time.perf_counter() - started


def _catalogue(folder: Path, items: int, seed: int) -> Path:
    """Write a catalogue folder of so many items, and return it."""
    chance = np.random.default_rng(seed)
    folder.mkdir()
    with (folder / "items.jsonl").open("w", encoding="utf-8") as file:
        for number in range(items):
            title, description = (" ".join(chance.choice(_WORDS, length)) for length in (5, 40))
            row = {"id": str(number), "title": f"{title} {number}", "description": description}
            if number % _PICTURED == 0:
                row["image"] = f"{number}.png"
                _draw(chance).save(folder / row["image"])
            file.write(json.dumps(row) + "\n")
    return folder


def _draw(chance: np.random.Generator) -> Image.Image:
    ground, thing = (tuple(int(part) for part in chance.integers(0, 256, 3)) for _ in range(2))
    picture = Image.new("RGB", (300, 300), ground)
    left, top = (int(part) for part in chance.integers(0, 150, 2))
    ImageDraw.Draw(picture).ellipse((left, top, left + 140, top + 140), fill=thing)
    return picture
