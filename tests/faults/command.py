"""The command line over the tiny shop, each command in a process of its own that may be killed.

The processes are forked from one that has imported the heavy libraries already: seconds become tenths.
"""

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import tiny
from PIL import Image

_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(
    ["tastemaker.agent.agent", "tastemaker.ui.app", "tastemaker.ui.cli", "tastemaker.ui.commands.doctor"]
    + ["bm25s", "chromadb", "implicit", "PIL.Image", "scipy.sparse", "torch"]
)
_PATIENCE = 60.0
"""Seconds after which a command hangs."""
_SENTENCE = "tastemaker: "


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended: its exit code, below 0 when a signal ended it, and what it printed."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def sentence(self) -> str:
        """The one sentence with which the command says what must be done first; it says nothing else."""
        said = self.err.strip().splitlines()
        assert self.code == 2, f"exit code {self.code}, {_end(self.err)}"
        assert "Traceback" not in self.err, _end(self.err)
        assert said and said[-1].startswith(_SENTENCE), f"no sentence, but {_end(self.err)}"
        return said[-1].removeprefix(_SENTENCE)

    def succeeded(self) -> "Done":
        """Itself, when all went well; raises AssertionError otherwise."""
        assert self.code == 0, f"exit code {self.code}, {_end(self.err or self.out)}"
        assert "Traceback" not in self.err, _end(self.err)
        return self


class Running:
    """A process that has been started."""

    def __init__(self, target: Callable[..., Any], *arguments: Any) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._out, self._err = (Path(self._folder.name) / name for name in ("out", "err"))
        self._begun = time.perf_counter()
        self.process = _PROCESSES.Process(
            target=_redirected, args=(self._out, self._err, target, *arguments), daemon=True
        )
        self.process.start()

    def ends(self, within: float = _PATIENCE) -> Done:
        """Waits for the end; raises AssertionError when there is none, and kills the process."""
        self.process.join(within)
        seconds = time.perf_counter() - self._begun
        hangs = self.process.exitcode is None
        if hangs:
            self.process.kill()
            self.process.join()
        out, err = (_text(path) for path in (self._out, self._err))
        self._folder.cleanup()
        assert not hangs, f"no end after {within:.0f} s"
        return Done(self.process.exitcode or 0, out, err, seconds)

    def killed(self) -> Done:
        """Kills the process as `kill -9` does, if it has not ended by then."""
        self.process.kill()
        return self.ends()

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return _text(self._out) + _text(self._err)


def pipe() -> tuple[Connection, Connection]:
    """A receiver for what another process sends, and the sender for its arguments."""
    return _PROCESSES.Pipe(duplex=False)


def start(*arguments: str | Path, home: Path) -> Running:
    """Start `tastemaker` with these arguments, over the tiny shop's encoders and without a language model."""
    return Running(command, [str(argument) for argument in arguments], str(home))


def run(*arguments: str | Path, home: Path) -> Done:
    """Run `tastemaker` to its end."""
    return start(*arguments, home=home).ends()


def command(arguments: list[str], home: str) -> None:
    """What the process does."""
    from tastemaker.ui.cli import main

    sys.exit(main([*arguments, "--home", home]))


def _redirected(out: Path, err: Path, target: Callable[..., Any], *arguments: Any) -> None:
    for path, number in ((out, 1), (err, 2)):
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
    _use_tiny_encoders()
    target(*arguments)


class _Pictures(tiny.TinyPictures):
    """The tiny encoder, which is given its pictures as the real one prepares them."""

    def encode(self, pictures: Sequence[Image.Image]) -> tiny.FloatArray:
        from tastemaker.tools.encode.encoders import _square

        return super().encode([Image.fromarray(_square(picture)) for picture in pictures])


def _use_tiny_encoders() -> None:
    """From here on this process opens the tiny encoders, and reads no setting of the person's own."""
    import tastemaker.agent.agent
    import tastemaker.tools.encode.encoders

    for module in (tastemaker.agent.agent, tastemaker.tools.encode.encoders):
        module.open_text_encoder = lambda name: tiny.TinyText()  # type: ignore[attr-defined]
        module.open_picture_encoder = lambda name: _Pictures()  # type: ignore[attr-defined]
    for name in [name for name in os.environ if name.startswith("TASTEMAKER_")]:
        del os.environ[name]
    os.environ |= {
        "TASTEMAKER_MODEL": "none",
        "TASTEMAKER_TEXT_ENCODER": tiny.TinyText.name,
        "TASTEMAKER_PICTURE_ENCODER": tiny.TinyPictures.name,
    }


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _end(text: str) -> str:
    return f"{len(text.splitlines())} lines that end with {text.strip()[-300:]!r}"
