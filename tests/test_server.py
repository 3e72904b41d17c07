"""The server as a process of its own: whom it believes, what it leaves behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

SERVER = """
import sys
from pathlib import Path
from fake_agent import FakeAgent
from tastemaker.ui.app import serve
serve(FakeAgent(Path(sys.argv[1])), port=int(sys.argv[2]), proxies=sys.argv[3:])
print("over", flush=True)
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator["Start"]:
    starting = Start(tmp_path)
    yield starting
    for process, client in zip(starting.processes, starting.clients, strict=True):
        client.close()
        process.kill()
        process.communicate()


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def started(program: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    own = {"GRADIO_TEMP_DIR": str(folder / "uploads"), "FORWARDED_ALLOW_IPS": "*"}
    path = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), *arguments],
        env={**os.environ, **own, "PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )


class Start:
    """Starts servers whose uploads lie in `uploads`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.uploads = folder, folder / "uploads"
        self.processes, self.clients = list[subprocess.Popen[str]](), list[httpx.Client]()

    def __call__(self, *proxies: str) -> httpx.Client:
        port = free_port()
        process = started(SERVER, self.folder, port, *proxies)
        self.processes.append(process)
        client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30)
        self.clients.append(client)
        for _ in range(300):
            try:
                client.get("/config")
                return client
            except httpx.ConnectError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")


def test_what_was_uploaded_is_gone_after_sigterm_also_with_an_open_page(start: Start) -> None:
    client = start()
    client.post("/gradio_api/upload", files={"files": ("photo.png", b"a photo")}).raise_for_status()
    assert [path.name for path in start.uploads.rglob("*.png")] == ["photo.png"]
    with client.stream("GET", "/gradio_api/heartbeat/hash1") as page:
        next(page.iter_raw())
        (process,) = start.processes
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=8)[0].endswith("over\n") and process.returncode == 0
    assert not list(start.uploads.rglob("*.png"))


def test_a_server_told_to_end_while_it_starts_ends_in_order(tmp_path: Path) -> None:
    """Its signal comes before `serve` waits for one."""
    ended = SERVER.replace(
        "serve(FakeAgent(Path(sys.argv[1]))",
        "import os, signal\nagent = FakeAgent(Path(sys.argv[1]))\n"
        "agent.warm = lambda: os.kill(os.getpid(), signal.SIGTERM)\nserve(agent",
    )
    process = started(ended, tmp_path, free_port())
    assert process.communicate(timeout=60)[0].endswith("over\n") and process.returncode == 0


@pytest.mark.parametrize(("proxies", "believed"), [([], False), (["127.0.0.0/8"], True)])
def test_only_a_named_proxy_says_for_whom_it_asks(start: Start, proxies: list[str], believed: bool) -> None:
    """Wrong passwords are counted by address: who is believed to be another each time is never refused."""
    client = start(*proxies)
    sent = [
        client.post("/login", headers={"X-Forwarded-For": f"10.9.9.{n}"}, data={"username": "a"}).status_code
        for n in range(12)
    ]
    assert (429 in sent) != believed
