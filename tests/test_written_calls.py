"""Turns whose calls a model writes: several in one turn, and a whole talk with a server over HTTP."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answered, Called, Found
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.agent.settings import load


def test_each_call_of_a_turn_has_its_list_and_all_are_numbered_through(
    agent: Agent, model: ScriptedModel
) -> None:
    model.expect(
        [
            {"tool": "search", "args": {"query": "running shoes"}},
            {"tool": "search", "args": {"query": "coffee", "where": [BOOKS]}},
        ]
    )
    events = list(agent.turn("running shoes, and a book about coffee", session="s"))
    assert [type(event) for event in events if isinstance(event, Called | Found)] == [Called, Found] * 2
    (answer,) = [event.answer for event in events if isinstance(event, Answered)]
    assert [call.tool for call in answer.calls] == ["search", "search"]
    assert [shown.n for shown in answer.items] == list(range(1, len(answer.items) + 1))
    needs = {shown.recommendation.item.id: shown.need for shown in answer.items}
    assert needs["red-shoe"] == 1 and needs["coffee-book"] == 2
    book = next(shown.n for shown in answer.items if shown.recommendation.item.id == "coffee-book")
    model.expect([{"tool": "why", "args": {"item": str(book)}}])
    assert "Coffee at home" in agent.ask(f"why number {book}?", session="s").reply


BOOKS = {"field": "media", "op": "=", "value": "book"}
CHEAP = {"field": "price", "op": "<=", "value": 90}


@dataclass
class Server:
    """What a server of OpenAI's interface says: calls in their order, 500 where there is none; no prose."""

    url: str = ""
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """The last message of each request for calls."""


@pytest.fixture
def server() -> Iterator[Server]:
    said = Server()

    class Answers(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None: ...

        def _send(self, status: int, body: str, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def do_GET(self) -> None:
            self._send(200, json.dumps({"object": "list", "data": [{"id": "m", "object": "model"}]}))

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if request.get("stream"):
                self._send(200, "data: [DONE]\n\n", "text/event-stream")
                return
            said.asked.append(request["messages"][-1]["content"])
            if not said.calls:
                self._send(500, json.dumps({"error": {"message": "out of memory"}}))
                return
            name, args = said.calls.pop(0)
            call = {"id": "1", "type": "function", "function": {"name": name, "arguments": json.dumps(args)}}
            message = {"role": "assistant", "content": None, "tool_calls": [call]}
            choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
            usage = {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12}
            reply = {"id": "1", "object": "chat.completion", "choices": [choice], "usage": usage}
            self._send(200, json.dumps(reply))

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as serving:
        said.url = f"http://127.0.0.1:{serving.server_address[1]}/v1"
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield said
        serving.shutdown()


def test_a_talk_with_a_server(server: Server, tiny_home: Path, tmp_path: Path, tiny_encoders: None) -> None:
    settings = load(home=tiny_home, model=f"openai:{server.url}", time_limit=20)
    with Agent(settings, None, tmp_path) as agent:
        server.calls = [("search", {"query": "running shoes", "where": [CHEAP]})]
        first = agent.ask("running shoes for at most 90", session="s")
        assert first.items[0].recommendation.item.id == "red-shoe" and first.limits == {"price_max": 90.0}
        assert first.usage["prompt_tokens"] == 9

        server.calls = [("details", {"item": "1", "fields": ["price"]})]
        second = agent.ask("what does the first one cost?", session="s")
        assert "85" in second.reply and not second.items
        assert 'find "running shoes" where price <= 90' in server.asked[-1]  # what was asked before
        assert "Red running shoes" in server.asked[-1]  # and what is shown

        third = agent.ask("under 100", session="s")  # the server fails: the talk goes on without it
        assert "The language model did not take part" in third.reply
        assert {"red-shoe", "blue-shoe"} <= {shown.recommendation.item.id for shown in third.items}

        server.calls = [("compare", {"items": ["1", "2"], "fields": ["price"]})]
        fourth = agent.ask("compare the prices of the first two", session="s")
        assert "85" in fourth.reply and "95" in fourth.reply
        assert [record.n for record in agent.talk("s").records] == [1, 2, 3, 4]
