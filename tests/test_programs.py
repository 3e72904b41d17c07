"""Programs with the clients that they have: calls over the Model Context Protocol, turns over Gradio."""

import base64
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult
from programs import Served, command, environment

from tastemaker.agent.agent import Agent
from tastemaker.tools.errors import DataError
from tastemaker.tools.toolbox import Toolbox
from tastemaker.ui.visitors.programs.protocol import server
from tastemaker.ui.visitors.rate import Rate

CATALOG = ("search_catalog", "lookup_catalog", "get_product")


def said(answer: CallToolResult) -> str:
    (content,) = answer.content
    return str(getattr(content, "text", ""))


@pytest.fixture(scope="module")
def home(tiny_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny shop in a home that may be written to."""
    return shutil.copytree(tiny_home, tmp_path_factory.mktemp("programs") / "home")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    """`tastemaker chat --mcp` without logins: its address."""
    page = Served(home, "--mcp")
    yield page.address
    page.end()


@pytest.fixture(scope="module")
def guarded(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with logins, and at most three calls or turns a minute of each."""
    logins = tmp_path_factory.mktemp("logins") / "logins"
    logins.write_text("ana:open sesame\nben:密码\ncho:radish\n", encoding="utf-8")
    logins.chmod(0o600)
    page = Served(home, "--mcp", "--login", str(logins), "--rate", "3")
    yield page.address
    page.end()


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_the_tools_and_the_catalogue_are_there(plain: Agent, mode: str) -> None:
    async with Client(server(plain), mode=mode) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tuple(tools) == (*CATALOG, *Toolbox.NAMES)
        for tool in tools.values():
            assert tool.description and tool.annotations and tool.annotations.read_only_hint
            assert tool.input_schema["type"] == "object"
        assert set(tools["search_catalog"].input_schema["properties"]) == {"meta", "catalog"}
        assert tools["search"].input_schema["required"] == ["query"]
        asked = {
            "meta": {"ucp-agent": {"profile": "https://agent.example"}},
            "catalog": {"query": "rain jacket"},
        }
        found = await client.call_tool("search_catalog", asked)
        assert json.loads(said(found)) == found.structured_content and not found.is_error
        assert found.structured_content["products"][0]["id"] == "jacket"
        by_itself = await client.call_tool("search_catalog", {"query": "rain jacket"})
        assert by_itself.structured_content == found.structured_content
        listed = await client.call_tool("search", {"query": "rain jacket"})
        assert said(listed).startswith("1. Yellow rain jacket: 120.00 EUR")


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("search_catalog", {}, "search_catalog: there is nothing to search for; give a query or a filter."),
    ("search_catalog", {"catalog": "shoes"}, "search_catalog: what is asked is no object with named values."),
    ("search_catalog", {"catalog": {"query": ["shoes"]}}, "search_catalog: query is no text."),
    (
        "search_catalog",
        {"catalog": {"query": "shoes", "filters": {"price": {"min": 9000, "max": 100}}}},
        "search_catalog: filters.price: the least price 9000 is above the highest 100; swap them.",
    ),
    (
        "search_catalog",
        {"catalog": {"query": "shoes", "filters": {"price": {"max": 99.5}}}},
        "search_catalog: filters.price.max is no whole number.",
    ),
    (
        "search_catalog",
        {"catalog": {"query": "shoes", "purpose": "swap"}},
        "search_catalog: purpose is not known here; leave it out.",
    ),
    (
        "search_catalog",
        {"catalog": {"query": "shoes", "pagination": {"cursor": "-1"}}},
        "search_catalog: pagination.cursor: this is no cursor that a search gave; "
        "leave it out for the first page.",
    ),
    (
        "search_catalog",
        {"catalog": {"query": "x" * 100_000}},
        "The arguments of search_catalog have 100,026 characters; say it in at most 16,000.",
    ),
    ("lookup_catalog", {"catalog": {"ids": []}}, "lookup_catalog: ids has 0 entries; give at least 1."),
    ("get_product", {"catalog": {"id": "nix"}}, "Product not found: nix"),
    (
        "get_product",
        {
            "catalog": {
                "id": "case",
                "selected": [{"name": "size", "label": "M"}, {"name": "Size", "label": "L"}],
            }
        },
        "get_product: an option is selected twice; select each once at the most.",
    ),
    ("search", {}, "Not possible: query is missing."),
    ("search", {"query": "shoes", "colour": "red"}, "Not possible: colour is not known here; leave it out."),
    (
        "search",
        {"query": "x" * 100_000},
        "The arguments of search have 100,013 characters; say it in at most 16,000.",
    ),
    (
        "details",
        {"item": "nix"},
        "Not possible: no item called 'nix'; search first, or use a number of the list.",
    ),
    ("remember", {"fact": "no wool"}, "Not possible: this shopper is a stranger; nothing can be kept."),
]


@pytest.mark.parametrize(("tool", "arguments", "sentence"), WRONG)
async def test_what_is_wrong_is_said_in_one_sentence(
    plain: Agent, tool: str, arguments: dict[str, Any], sentence: str
) -> None:
    async with Client(server(plain)) as client:
        answer = await client.call_tool(tool, arguments)
        assert answer.is_error
        if answer.structured_content is None:
            assert said(answer) == sentence
        else:
            (message,) = answer.structured_content["messages"]
            assert message["content"] == sentence and message["type"] == "error"


async def test_the_protocol_has_errors_of_its_own(plain: Agent) -> None:
    async with Client(server(plain)) as client:
        with pytest.raises(
            MCPError, match=r"There is no tool 'sell'; there are search_catalog, .*forget\."
        ) as error:
            await client.call_tool("sell", {})
        assert error.value.code == -32602
        with pytest.raises(MCPError, match="lookup_catalog: ids has 51 entries; give at most 50") as error:
            await client.call_tool("lookup_catalog", {"catalog": {"ids": [str(n) for n in range(51)]}})
        assert error.value.code == -32602


async def test_a_bug_tells_a_program_nothing(
    plain: Agent, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise RuntimeError("a secret")

    def lost(*_: object, **__: object) -> None:
        raise DataError("the index is damaged; run `tastemaker ingest FOLDER`.")

    async with Client(server(plain)) as client:
        monkeypatch.setattr(Toolbox, "search", stumble)
        answer = await client.call_tool("search", {"query": "shoes"})
        assert (
            answer.is_error and said(answer).startswith("search broke off; ") and "secret" not in said(answer)
        )
        assert "a secret" in capsys.readouterr().err
        monkeypatch.setattr(Toolbox, "search", lost)
        answer = await client.call_tool("search", {"query": "shoes"})
        assert said(answer) == "the index is damaged; run `tastemaker ingest FOLDER`."


async def test_halves_of_characters_and_deep_nests_break_nothing(plain: Agent) -> None:
    async with Client(server(plain)) as client:
        assert not (await client.call_tool("search", {"query": "shoes \ud83d \x1b[31m"})).is_error
        nest: Any = "shoes"
        for _ in range(90):
            nest = [nest]
        assert (await client.call_tool("search", {"query": nest})).is_error


async def test_a_pipe_serves_one_program(home: Path) -> None:
    start, *arguments = command("mcp", "--home", str(home))
    async with Client(StdioServerParameters(command=start, args=arguments, env=environment())) as client:
        found = await client.call_tool("search_catalog", {"catalog": {"query": "running shoes"}})
        assert found.structured_content["products"][0]["id"] == "red-shoe"
        assert said(await client.call_tool("for_you", {})).startswith("1. Huawei Mate 40 phone")
        answer = await client.call_tool("search_catalog", {"catalog": {"query": "x" * 100_000}})
        assert answer.is_error and "100,026 characters" in said(answer)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
async def test_the_page_serves_programs_too(served: str, mode: str) -> None:
    async with Client(f"{served}/mcp", mode=mode) as one, Client(f"{served}/mcp", mode=mode) as other:
        found = await one.call_tool("search_catalog", {"catalog": {"query": "running shoes"}})
        assert found.structured_content["products"][0]["id"] == "red-shoe"
        # What one has listed is no list of the other's, nor of its own next call.
        for client in (one, other):
            answer = await client.call_tool("details", {"item": "1"})
            assert said(answer) == "Not possible: the list has 0 items; there is no number 1."
        with pytest.raises(MCPError):
            await one.read_resource("file:///etc/passwd")


LIST = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
KINDS = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 421),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "text/plain"}, 400),
    ],
)
def test_other_pages_and_rebound_names_do_not_reach_it(
    served: str, headers: dict[str, str], status: int
) -> None:
    answer = httpx.post(f"{served}/mcp", headers={**KINDS, **headers}, json=LIST)
    assert answer.status_code == status
    assert ("tools" in answer.text) is (status == 200)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_there_is_no_stream_that_could_be_held_open(served: str, method: str) -> None:
    answer = httpx.request(method, f"{served}/mcp", headers={"Accept": "text/event-stream"}, timeout=60)
    assert answer.status_code == 405 and "by POST" in answer.text


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


async def test_with_logins_each_program_has_one_and_its_own_rate(guarded: str) -> None:
    async def called(times: int, headers: dict[str, str]) -> list[str]:
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            transport = streamable_http_client(f"{guarded}/mcp", http_client=http)
            async with Client(transport) as client:
                answers = [await client.call_tool("count", {"query": "shoes"}) for _ in range(times)]
                return [said(answer) for answer in answers]

    fast = "That was fast: the next call can be made in"
    assert [answer.startswith(fast) for answer in await called(5, basic("ana", "open sesame"))] == [
        *[False] * 3,
        *[True] * 2,
    ]
    assert not (await called(1, basic("ben", "密码")))[0].startswith(fast)


def test_who_has_no_login_stays_out_and_cannot_guess_for_long(guarded: str) -> None:
    def knock(headers: dict[str, str]) -> httpx.Response:
        return httpx.post(f"{guarded}/mcp", headers={**KINDS, **headers}, json=LIST)

    assert knock(basic("ana", "open sesame")).status_code == 200
    refused = knock({})
    assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Basic ")
    assert "tools" not in refused.text
    wrong = [
        {"Authorization": "Bearer open sesame"},
        {"Authorization": "Basic ???"},
        {"Authorization": "Basic /w=="},
        basic("ana", "密码"),
        basic("", ""),
    ]
    assert {knock(headers).status_code for headers in wrong} == {401}
    assert [knock(basic("ben", "?")).status_code for _ in range(6)] == [401] * 4 + [429] * 2
    closed = knock(basic("ana", "open sesame"))
    assert closed.status_code == 429 and "Too many wrong passwords; try again in" in closed.text


async def test_calls_in_memory_are_counted_like_a_pipe(plain: Agent) -> None:
    async with Client(server(plain, Rate(1))) as client:
        assert not (await client.call_tool("count", {"query": "shoes"})).is_error
        assert (await client.call_tool("count", {"query": "shoes"})).is_error


def asking(address: str, login: tuple[str, str] | None = None) -> Callable[..., dict[str, Any]]:
    """What asks for turns as a client of its own."""
    client = GradioClient(address, auth=login, verbose=False)

    def ask(text: str, *session: str) -> dict[str, Any]:
        answer: dict[str, Any] = client.predict(text, *session, api_name="/turn")
        return answer

    return ask


def listed(answer: dict[str, Any]) -> list[str]:
    return [item["id"] for item in answer["items"]]


def test_turns_are_all_of_the_page_that_programs_may_call(served: str) -> None:
    offered = GradioClient(served, verbose=False).view_api(print_info=False, return_format="dict")
    assert list(offered["named_endpoints"]) == ["/turn"] and not offered["unnamed_endpoints"]


def test_a_session_is_the_program_that_has_it(served: str) -> None:
    one, other = asking(served), asking(served)
    first = one("running shoes")
    assert listed(first) == ["red-shoe", "blue-shoe"] and len(first["session"]) == 22
    begun = other("under 90")
    assert len(listed(begun)) > 1 and begun["session"] != first["session"]
    narrowed = one("under 90", first["session"])
    assert listed(narrowed) == ["red-shoe"] and narrowed["session"] == first["session"]
    own = "one-that-the-client-made-itself"
    assert other("running shoes", own)["session"] == own
    assert listed(other("under 90", own)) == ["red-shoe"]


@pytest.mark.parametrize(
    ("text", "session", "sentence"),
    [
        (
            "shoes",
            "1",
            "A session is 22 to 64 letters, digits, - or _ that nobody can guess; leave it empty,",
        ),
        ("shoes", "../" * 10, "A session is 22 to 64 letters"),
        ("x" * 100_000, "", "The question has 100000 characters; say it in at most 4000."),
        (" ", "", "The question is empty; write what you are looking for"),
        ({"path": "/etc/passwd"}, "", "The text of a turn is a string"),
        ("shoes", ["a" * 30], "A session is 22 to 64 letters"),
    ],
)
def test_a_turn_that_cannot_be_is_one_sentence(served: str, text: Any, session: Any, sentence: str) -> None:
    with pytest.raises(AppError, match=sentence):
        asking(served)(text, session)


def test_a_login_does_not_come_into_anothers_talk(guarded: str) -> None:
    cho, ben = asking(guarded, ("cho", "radish")), asking(guarded, ("ben", "密码"))
    session = cho("running shoes")["session"]
    assert len(listed(ben("under 90", session))) > 1, "for ben that is another talk, which begins"
    assert listed(cho("under 90", session)) == ["red-shoe"]
    cho("shoes")
    with pytest.raises(AppError, match="That was fast: the next request can be sent in"):
        cho("shoes")
