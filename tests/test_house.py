"""The tree is small enough to be found one's way in: files, folders, names."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = sorted(
    folder
    for top in ("agent", "tools", "prompts", "ui")
    for folder in (ROOT / top, *(ROOT / top).rglob("*"))
    if folder.is_dir() and folder.name != "__pycache__"
)
FILES = sorted(path for room in ROOMS for path in room.glob("*.py"))
_LEAVING = ROOT / "agent" / "rules"
"""What goes when the reader is taught."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_has_250_lines_at_most(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_a_room_has_fourteen_entries_at_most(room: Path) -> None:
    # What is left of a room that was moved holds bytecode alone.
    there = (
        path
        for path in room.iterdir()
        if path.is_file() or any(file.suffix != ".pyc" for file in path.rglob("*.*"))
    )
    entries = {path.name for path in there} - {"__init__.py", "__pycache__", "py.typed"}
    assert len(entries) <= (24 if _LEAVING in (room, *room.parents) else 14), sorted(entries)


def test_a_class_has_a_name_of_its_own() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in FILES:
        if _LEAVING not in path.parents:
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    homes[node.name].append(name(path))
    assert {found: places for found, places in homes.items() if len(places) > 1} == {}
