"""`openai:<url>` against a real server: llama-cpp-python's own, with the small weights."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.encode.weights import path_of

pytestmark = pytest.mark.real
WISH = "my neighbour gave me tomato plants and I have no idea what to do"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"model": path_of("qwen2.5-coder-0.5b"), "n_ctx": 4096, "n_threads": 2, "port": port}
    command = [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        [sys.executable, "-m", "llama_cpp.server", *command, "--verbose=False"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/v1/models")
                break
            except httpx.TransportError:
                assert process.poll() is None, "the server ended; is the extra [dev] installed?"
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/v1", process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def settings(server: tuple[str, object], tiny_home: Path) -> Settings:
    return load(home=tiny_home, model=f"openai:{server[0]}", reasons=1, time_limit=300)


def test_the_model_is_asked_for_calls(settings: Settings, tiny_encoders: None, tmp_path: Path) -> None:
    answer = Agent(settings, None, tmp_path).ask(WISH, session="s")
    assert answer.calls[0].tool == "search" and "tomato" in answer.calls[0].args["query"]
    assert answer.usage["prompt_tokens"] > 500 and answer.usage["completion_tokens"] > 5


def test_the_model_words_reasons_until_the_server_is_gone(
    settings: Settings, server: tuple[str, subprocess.Popen[bytes]], tiny_encoders: None, tmp_path: Path
) -> None:
    agent = Agent(settings, None, tmp_path)
    answer = agent.ask("running shoes under 90", session="s")
    assert answer.items and answer.model == settings.model
    assert answer.claims.checked == answer.claims.supported + answer.claims.repaired == 1
    server[1].kill()
    server[1].wait()
    after = agent.ask("running shoes under 95", session="s")
    assert after.items and "(The language model did not take part: the language model failed" in after.reply
