"""The command line as a process of its own, over the tiny shop: what programs find there."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

COMMAND = """
import sys
import tiny
from tastemaker.agent import agent
from tastemaker.ui.cli import main
agent.open_text_encoder = lambda name: tiny.TinyText()
agent.open_picture_encoder = lambda name: tiny.TinyPictures()
sys.exit(main([*sys.argv[1:], "--model", "none"]))
"""


def command(*arguments: str) -> list[str]:
    """What starts a command of `tastemaker` with the encoders of the tiny shop."""
    return [sys.executable, "-c", COMMAND, *arguments]


def environment() -> dict[str, str]:
    """What the process needs to find the tests' modules."""
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path}


class Served:
    """`tastemaker chat` over a home, on a port of its own, until `end`."""

    def __init__(self, home: Path, *options: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        self.address = f"http://127.0.0.1:{port}"
        arguments = command("chat", "--home", str(home), "--port", port, *options)
        self._process = subprocess.Popen(arguments, env=environment())
        for _ in range(600):
            try:
                httpx.get(f"{self.address}/config")
                return
            except httpx.ConnectError:
                assert self._process.poll() is None, "the server ended"
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def end(self) -> None:
        """Ends the server and waits for it."""
        self._process.terminate()
        self._process.wait(30)
