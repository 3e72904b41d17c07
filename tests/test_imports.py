"""Imports run one way, and each heavy library comes in through one door."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KNOWS = {
    "prompts": {"prompts"},
    "tools": {"tools"},
    "agent": {"agent", "tools", "prompts"},
    "ui": {"ui", "agent", "tools"},
}
DOORS = {
    "chromadb": {"tools/search/vectors.py"},
    "babel": {
        "agent/answer/language.py",
        "tools/catalogue/values/currencies.py",
        "tools/encode/text/languages.py",
    },
    "pint": {"tools/catalogue/values/units.py"},
    "bm25s": {"tools/search/words.py"},
    "httpcore": {"tools/home/pictures/addresses.py", "tools/home/pictures/web.py"},
    "implicit": {"tools/recommend/cf.py"},
    "onnxruntime": {"tools/encode/graph.py"},
    "pillow_heif": {"tools/encode/picture.py"},
    "sentence_transformers": {"tools/encode/encoders.py"},
    "mcp": {"ui/visitors/programs/calls.py", "ui/visitors/programs/protocol.py"},
    "llama_cpp": {"agent/model/llama/library.py"},
    "gradio": {"ui/app.py", "ui/visitors/programs/turns.py"},
    "openai": {"agent/model/open.py"},
    "sqlalchemy": {"agent/talks/database.py", "agent/talks/directory.py", "agent/talks/sessions.py"},
}
FILES = sorted(path for folder in KNOWS for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def dotted(path: Path) -> str:
    return ".".join(("tastemaker", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_folder_knows_only_what_is_below_it(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    known = {name.split(".")[1] for name in imported(path) if name.startswith("tastemaker.")}
    assert known <= KNOWS[folder]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_heavy_library_has_one_door(path: Path) -> None:
    here = str(path.relative_to(ROOT))
    for name in imported(path):
        library = name.split(".")[0]
        assert library not in DOORS or here in DOORS[library], f"{here} imports {library}"


def test_modules_of_tools_form_no_circle() -> None:
    modules = {dotted(path): path for path in (ROOT / "tools").rglob("*.py")}
    needs = {
        module: {known for name in imported(path) for known in (name, name.rpartition(".")[0])}
        & modules.keys()
        for module, path in modules.items()
    }
    ready: set[str] = set()
    while left := {name for name in needs if name not in ready}:
        now = {name for name in left if needs[name] <= ready}
        assert now, f"these import each other in a circle: {sorted(left)}"
        ready |= now
