"""What a machine with a card makes of the project: one JSON and one table, in at most eight minutes.

    python tests/gpu/check.py [--small] [--out FOLDER]            in the environment that runs it
    python3 part-01/gpu/check.py --parts FOLDER [--out FOLDER]    on a bare machine, with what it was handed

The second way needs Python 3.12, torch and CUDA, and no network: packages, weights and demo are taken out of
the parts that `make gpu-parts` made, wherever they are under FOLDER. What was not handed over is not
measured, and the table says so. Without a card, or with --small, the shapes are tiny and the figures mean
nothing.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS = 480
"""The whole check takes no longer; what was measured until then is kept."""
STEPS = {
    "texts": 40, "pictures": 40, "fusion": 40,
    "engine 1.5B": 60, "engine 7B": 100, "engine 14B": 150,
    "turns": 150,
}  # fmt: skip
"""Each with the seconds that it may take; one that would begin too late is left out."""
SMALL = {"texts": 60, "pictures": 60, "fusion": 60, "engine tiny": 60}
_HERE = Path(__file__).resolve().parent
_CUT = re.compile(r"(?P<name>.+)\.cut-(?P<number>\d\d)-of-(?P<count>\d\d)")

Report = dict[str, Any]


def main() -> int:
    """Measure, write gpu-check.json and .md, print the table; 1 where the small form misses a figure."""
    parser = argparse.ArgumentParser(description="Measure what a card makes of the project.")
    parser.add_argument("--parts", type=Path, metavar="FOLDER", help="what a bare machine was handed")
    parser.add_argument("--small", action="store_true", help="tiny shapes, as without a card")
    parser.add_argument("--out", type=Path, default=Path("build/gpu-check"), metavar="FOLDER")
    given = parser.parse_args()
    began = time.monotonic()
    given.out.mkdir(parents=True, exist_ok=True)
    report: Report = {"machine": machine(), "not_handed_over": [], "steps": {}}
    small = given.small or not report["machine"]["card"]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        demo, variables = _HERE.parents[1] / "demo", {**os.environ, "LD_LIBRARY_PATH": libraries()}
        if given.parts is not None:
            report["not_handed_over"] = unpack(given.parts, place)
            demo = place / "demo"
            variables |= {"PYTHONPATH": str(place / "site"), "TASTEMAKER_MODELS": str(place / "models")}
        steps = SMALL if small else STEPS
        for name, most in steps.items():
            left = SECONDS - (time.monotonic() - began)
            told = [*(["--small"] if small else []), *(["--demo", str(demo)] if demo.is_dir() else [])]
            report["steps"][name] = run(name, place, told, variables, min(most, left - 5))
            report["seconds"] = round(time.monotonic() - began, 1)
            (given.out / "gpu-check.json").write_text(json.dumps(report, indent=2) + "\n", "utf-8")
            print(f"{name}: {report['seconds']:.0f} s", file=sys.stderr, flush=True)
    text = table(report, small)
    (given.out / "gpu-check.md").write_text(text, "utf-8")
    print(text)
    return int(small and any("not_measured" in figures for figures in report["steps"].values()))


def machine() -> Report:
    """What it is measured on."""
    asked = [
        "nvidia-smi",
        "--query-gpu=name,memory.total,driver_version,compute_cap",
        "--format=csv,noheader",
    ]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        told = ""
    cards = [line.strip() for line in told.splitlines() if line.strip()]
    return {
        "card": cards[0] if cards else "",
        "processors": os.cpu_count(),
        "python": platform.python_version(),
    }


def libraries() -> str:
    """Where the libraries of CUDA are looked for: as the person says, the toolkit's, those of torch."""
    toolkit = Path("/usr/local/cuda/lib64")
    brought = (folder for entry in sys.path for folder in sorted(Path(entry).glob("nvidia/*/lib")))
    said = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    return os.pathsep.join(filter(None, [*said, *map(str, filter(Path.is_dir, [toolkit, *brought]))]))


def unpack(parts: Path, place: Path) -> list[str]:
    """Join what was cut, install the wheels, unpack weights and demo; tells what is missing of a cut file."""
    joined = place / "joined"
    joined.mkdir()
    pieces: dict[str, dict[int, Path]] = {}
    missing = []
    for file in sorted(path for path in parts.rglob("*") if path.is_file()):
        if found := _CUT.fullmatch(file.name):
            name, count = found["name"], int(found["count"])
            pieces.setdefault(f"{name}/{count}", {})[int(found["number"])] = file
        elif file.suffix == ".whl" or file.suffix == ".tar":
            shutil.copyfile(file, joined / file.name)
    for key, numbered in pieces.items():
        name, _, count = key.rpartition("/")
        if len(numbered) < int(count):
            missing.append(f"{name}: {len(numbered)} of {count} pieces")
            continue
        with (joined / name).open("wb") as whole:
            for number in sorted(numbered):
                with numbered[number].open("rb") as piece:
                    shutil.copyfileobj(piece, whole)
    for archive in joined.glob("*.tar"):
        with tarfile.open(archive) as content:
            content.extractall(place, filter="data")
    missing += install(sorted(joined.glob("*.whl")), place / "site")
    return missing


def install(wheels: list[Path], site: Path) -> list[str]:
    """Install wheels as they are, without what they need: that is handed over, or on the machine."""
    if not wheels:
        return ["wheels: none"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    done = subprocess.run(
        [*command, "--disable-pip-version-check", "--target", str(site), *map(str, wheels)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [] if done.returncode == 0 else [f"wheels: {done.stderr.strip().splitlines()[-1]}"]


def run(name: str, place: Path, told: list[str], variables: dict[str, str], seconds: float) -> Report:
    """The figures of a step, or why there are none; what it writes is removed."""
    if seconds < STEPS.get(name, 0) / 4:
        return {"not_measured": "no time was left"}
    folder = place / name.replace(" ", "-")
    folder.mkdir()
    command = [sys.executable, str(_HERE / "step.py"), name, str(folder), *told]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, env=variables, check=False
        )
    except subprocess.TimeoutExpired:
        return {"not_measured": f"it took longer than {seconds:.0f} seconds"}
    finally:
        shutil.rmtree(folder)
    lines = done.stdout.strip().splitlines()
    try:
        figures: Report = json.loads(lines[-1])
    except (IndexError, ValueError):
        ended = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return {"not_measured": f"it ended with {done.returncode}: {ended}"}
    return figures


def table(report: Report, small: bool) -> str:
    """The figures as Markdown, a step a line."""
    machine = report["machine"]
    lines = [
        f"{machine['card'] or 'no card'}, {machine['processors']} processors, Python {machine['python']}, "
        f"{report['seconds']:.0f} s" + ("; tiny shapes, whose figures mean nothing" if small else ""),
        "",
        "| step | figures |",
        "|---|---|",
    ]
    for name, figures in report["steps"].items():
        told = "; ".join(f"{key.replace('_', ' ')} {value}" for key, value in figures.items())
        lines.append(f"| {name} | {told.replace('|', '/')} |")
    lines += ["", *(f"Not handed over: {what}" for what in report["not_handed_over"])]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    sys.exit(main())
