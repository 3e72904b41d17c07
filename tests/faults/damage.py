"""Files are cut, emptied, flipped and removed: the answer is right, or one sentence names the cure."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from faults.case import Case
from faults.command import Done

QUESTIONS = (
    ("headphones under 300",),
    ("what would I like?", "--user", "ana-0"),
    ("what goes with the Mate 40 phone, edition 1?", "--user", "ben-1"),
)
_LOCKS = ("lock", "readers")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), max(1, len(content) // 20)):
        content[place] ^= 0xFF
    path.write_bytes(content)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "cut": _cut,
    "emptied": _emptied,
    "flipped": _flipped,
    "removed": Path.unlink,
}


def index(case: Case) -> None:
    """each file of the index cut, emptied, flipped, removed: the same answer or one sentence; ingest mends"""
    right, mended = _answers(case, case.home()), set[Path]()
    for path, kind in _damaged(case, (*case.home().glob("builds/*/**/*"), case.home() / "manifest.json")):
        home = case.place / "home"
        with case.attempt(f"{'/'.join(path.parts[2:]) or path} {kind}"):
            for question, items in zip(QUESTIONS, right, strict=True):
                ended = case.run("ask", *question, "--json", home=home)
                if ended.code != 0:
                    assert "tastemaker ingest" in ended.sentence, ended.sentence
                    break
                assert _items(ended.succeeded()) == items, "another answer, and not a word about it"
            if path.name not in _LOCKS:
                _is_diagnosed(case.run("doctor", home=home), path.name)
            if kind == "removed" and path.parent not in mended:
                mended.add(path.parent)
                case.run("ingest", case.folder, home=home).succeeded()
                assert _answers(case, home) == right, "ingest did not mend it"


def memory(case: Case) -> None:
    """the databases of profiles and conversations damaged: the shop answers and says what it cannot keep"""
    _talk(case, home := case.home("spoken"))
    right = _answers(case, home)
    for path, kind in _damaged(case, home.glob("*.sqlite"), home):
        if path.name == "vectors.sqlite":
            continue
        damaged = case.place / "home"
        with case.attempt(f"{path} {kind}"):
            if kind in ("cut", "flipped"):
                _is_diagnosed(case.run("doctor", home=damaged), path.name)
            said = "".join(ended.out + ended.err for ended in _talk(case, damaged))
            if kind in ("cut", "flipped"):
                assert path.name in said, f"{path.name} is not spoken of in {said[-200:]!r}"
            assert _answers(case, damaged) == right
            case.run("profile", "show", "ana-0", home=damaged).succeeded()


def cache(case: Case) -> None:
    """the cache of vectors damaged: ingest makes it anew, and the answers are the same"""
    right = _answers(case, case.home())
    for path, kind in _damaged(case, [case.home() / "vectors.sqlite"]):
        home = case.place / "home"
        with case.attempt(f"{path} {kind}"):
            case.run("ingest", case.folder, home=home).succeeded()
            case.run("ingest", case.folder, home=home).succeeded()
            assert _answers(case, home) == right


def _damaged(
    case: Case, paths: "Iterator[Path] | tuple[Path, ...] | list[Path]", whole: Path | None = None
) -> Iterator[tuple[Path, str]]:
    """A home of its own for every damage to each file; what damage does not change is no try."""
    names = sorted(path.relative_to(case.place) for path in paths if path.is_file())
    for name in names[:: 5 if case.quick else 1]:
        for kind, damage in DAMAGES.items():
            home = case.home()
            if whole is not None:
                shutil.rmtree(home)
                shutil.copytree(whole, home)
            path = home / Path(*name.parts[1:])
            before = path.read_bytes()
            damage(path)
            if not path.exists() or path.read_bytes() != before:
                yield path.relative_to(home), kind


def _talk(case: Case, home: Path) -> list[Done]:
    """Has something written to each database; returns how the commands ended."""
    talk = ("--user", "ana-0", "--session", "talk")
    said = ("remember that I have a cat", "coffee under 30")
    return [case.run("ask", text, *talk, home=home).succeeded() for text in said]


def _is_diagnosed(doctor: Done, name: str) -> None:
    assert "Traceback" not in doctor.err, doctor.err[-300:]
    assert doctor.code == 1, f"doctor says that all is well: {doctor.code}"
    complaints = [line for line in doctor.out.splitlines() if line.startswith("NO")]
    assert any(name in line or "no index in" in line for line in complaints), (
        f"doctor does not name {name}, but: {complaints}"
    )


def _answers(case: Case, home: Path) -> list[list[str]]:
    return [_items(case.run("ask", *asked, "--json", home=home).succeeded()) for asked in QUESTIONS]


def _items(ended: Done) -> list[str]:
    return [item["id"] for item in json.loads(ended.out.splitlines()[-1])["items"]]
