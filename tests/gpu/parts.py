"""What a bare machine is handed for the check, in parts of at most 60 MB: `make gpu-parts`.

    python tests/gpu/parts.py [--out FOLDER] [MODEL…]

The parts hold this check, the project's wheel and that of the engine (for the card that is here, or for
CUDA_ARCH=9.0), the packages it needs for Python 3.12 on Linux, the demo and the weights of the encoders; a
language model is handed over where it is named, and has to be here. What is larger than a part is cut.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tastemaker.tools.encode.models import model_named
from tastemaker.tools.encode.weights import path_of

ROOT = Path(__file__).parents[2]
_KEPT = ROOT / "build" / "gpu-kept"
"""What parts are cut from, so that making them again fetches nothing twice."""
MOST = 60_000_000
"""Bytes of a part."""
ENCODERS = ("all-minilm-l6-v2", "efficientnet-lite2")
_LEFT_OUT = {"torch", "gradio", "langchain-openai", "sentence-transformers"}
"""What the machine has itself, and what the check has no use for."""
_BUILT = "llama-cpp-python"
_PYTHON = "3.12"
_SYSTEMS = [f"manylinux_2_{minor}_x86_64" for minor in (35, 34, 31, 28, 27, 24, 17)]
_SYSTEMS += ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"]
_ELSEWHERE = {
    "python_version": _PYTHON, "python_full_version": f"{_PYTHON}.0", "sys_platform": "linux", "extra": "",
    "platform_system": "Linux", "platform_machine": "x86_64", "implementation_name": "cpython",
}  # fmt: skip


def main() -> int:
    """Build the parts and tell their sizes."""
    parser = argparse.ArgumentParser(description="Build what a bare machine is handed for the check.")
    parser.add_argument("models", nargs="*", metavar="MODEL", help="a language model to hand over, too")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gpu-parts", metavar="FOLDER")
    given = parser.parse_args()
    wheels, archives = _KEPT / "wheels", _KEPT / "archives"
    for folder in (wheels, archives, given.out):
        folder.mkdir(parents=True, exist_ok=True)
    files = [project_wheel(wheels), *engine_wheel(), *package_wheels(wheels)]
    files.append(archive({"demo": ROOT / "demo"}, archives / "demo.tar"))
    for name in (*ENCODERS, *given.models):
        files.append(archive(files_of(name), archives / f"{name}.tar"))
    for part, held in pack(files, given.out, MOST).items():
        size = sum(path.stat().st_size for path in held)
        names = [path.name.partition("-")[0] if path.suffix == ".whl" else path.name for path in held]
        print(f"{part}: {size / 1e6:.1f} MB: {', '.join(names)}")
    print(f"hand them over and run: python3 part-01/gpu/check.py --parts FOLDER ({given.out})")
    return 0


def project_wheel(wheels: Path) -> Path:
    """This project as a wheel."""
    for old in wheels.glob("tastemaker-*.whl"):
        old.unlink()
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(ROOT))
    return next(wheels.glob("tastemaker-*.whl"))


def engine_wheel() -> list[Path]:
    """The engine for the card; none where there is none and CUDA_ARCH names none, which is said."""
    told = subprocess.run([ROOT / ".ci" / "engine"], stdout=subprocess.PIPE, text=True, check=True).stdout
    if not told.strip():
        print("no engine is handed over; name the card's compute capability, as in CUDA_ARCH=9.0")
    return [Path(told.strip())] if told.strip() else []


def package_wheels(wheels: Path) -> list[Path]:
    """The packages that the check needs, for the Python of the other machine; what is here is kept."""
    found = []
    for name, pinned in sorted(needed().items()):
        spelled = f"{name.replace('-', '_')}-{pinned}-"
        held = [path for path in wheels.glob("*.whl") if path.name.lower().startswith(spelled)]
        if not held:
            fetch(f"{name}=={pinned}", wheels)
            held = [path for path in wheels.glob("*.whl") if path.name.lower().startswith(spelled)]
        found += held[:1]
        if not held:
            print(f"{name} {pinned} is not handed over: there is no wheel of it for Python {_PYTHON}")
    return found


def fetch(requirement: str, wheels: Path) -> None:
    """Fetches a wheel for the other machine, or builds one that any machine can use; it may give none."""
    systems = [part for system in _SYSTEMS for part in ("--platform", system)]
    wanted = ["--python-version", _PYTHON, "--implementation", "cp", "--only-binary=:all:", *systems]
    try:
        pip("download", "--no-deps", "--dest", str(wheels), *wanted, requirement)
    except subprocess.CalledProcessError:
        built = wheels / "built"
        try:
            pip("wheel", "--no-deps", "--wheel-dir", str(built), requirement)
        except subprocess.CalledProcessError:
            return
        for wheel in built.glob("*-none-any.whl"):
            wheel.rename(wheels / wheel.name)
        shutil.rmtree(built, ignore_errors=True)


def needed() -> dict[str, str]:
    """What is needed by the project's packages and the check, each with its version as it is pinned."""
    lines = (ROOT / ".ci" / "constraints.txt").read_text("utf-8").split()
    pinned = {canonicalize_name(name): number for name, _, number in (line.partition("==") for line in lines)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    waiting, seen = [*project["dependencies"], "gguf"], set[str]()
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        for extra in requirement.extras or {""}:
            if name in _LEFT_OUT or f"{name}[{extra}]" in seen:
                continue
            if requirement.marker is None or requirement.marker.evaluate(_ELSEWHERE):
                seen.add(f"{name}[{extra}]")
                waiting += _needs(name, extra)
    names = {each.partition("[")[0] for each in seen} - {_BUILT}
    return {name: pinned.get(name) or version(name) for name in names}


def _needs(name: str, extra: str) -> Iterator[str]:
    """What a package needs on the other machine, as it says itself."""
    try:
        told = requires(name) or []
    except PackageNotFoundError:  # for another system than this one
        return
    for line in told:
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({**_ELSEWHERE, "extra": extra}):
            requirement.marker = None
            yield str(requirement)


def files_of(name: str) -> dict[str, Path]:
    """The files of a model that is here, by their places on the other machine."""
    model = model_named(name)
    folder = path_of(name) if not model.entry else path_of(name).parent
    told = json.loads((folder / "verified.json").read_text("utf-8"))["files"]
    return {f"models/{name}/{path}": folder / path for path in (*told, "verified.json")}


def archive(held: dict[str, Path], to: Path) -> Path:
    """Files and folders as one archive."""
    with tarfile.open(to, "w") as out:
        for name, path in held.items():
            out.add(path, name, filter=lambda info: None if "__pycache__" in info.name else info)
    return to


def pack(files: Sequence[Path], out: Path, most: int) -> dict[str, list[Path]]:
    """Lays files into parts of at most so many bytes, the check itself into the first; tells which."""
    for old in out.glob("part-*"):
        shutil.rmtree(old)
    first = out / "part-01" / "gpu"
    shutil.copytree(Path(__file__).parent, first, ignore=shutil.ignore_patterns("__pycache__", "test_*"))
    parts = {first.parent.name: [path for path in sorted(first.rglob("*")) if path.is_file()]}
    room = most - sum(path.stat().st_size for path in parts["part-01"])
    for file in files:
        for name, start, size in cut(file, most):
            if size > room:
                parts[f"part-{len(parts) + 1:02}"], room = [], most
            part = list(parts)[-1]
            target = out / part / name
            target.parent.mkdir(exist_ok=True)
            with file.open("rb") as whole:
                whole.seek(start)
                target.write_bytes(whole.read(size))
            parts[part].append(target)
            room -= size
    return parts


def cut(file: Path, most: int) -> list[tuple[str, int, int]]:
    """The pieces of a file: their names, where they begin and how large they are."""
    size = file.stat().st_size
    count = max(1, -(-size // most))
    if count == 1:
        return [(file.name, 0, size)]
    starts = range(0, size, most)
    return [
        (f"{file.name}.cut-{number:02}-of-{count:02}", start, min(most, size - start))
        for number, start in enumerate(starts, 1)
    ]


def pip(*arguments: str) -> None:
    """Runs pip; raises CalledProcessError."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
