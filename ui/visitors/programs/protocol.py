"""The Model Context Protocol: how programs come to the calls, over a pipe or over the page's own port."""

import base64
import binascii
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from math import ceil
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPASGIApp, StreamableHTTPSessionManager
from mcp_types import CallToolRequestParams, CallToolResult, ListToolsResult, PaginatedRequestParams
from starlette.authentication import AuthCredentials, AuthenticationBackend, AuthenticationError, SimpleUser
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tastemaker.ui.visitors.login import Logins, guesses
from tastemaker.ui.visitors.programs.calls import Calls, sentence
from tastemaker.ui.visitors.rate import Rate, counted_as

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

PATH = "/mcp"
_ABOUT = (
    "A shop's catalogue and its recommender. search_catalog, lookup_catalog and get_product answer with "
    "products as data, in the shapes of the Universal Commerce Protocol; the other tools answer in words and "
    "take an item by its id or title."
)


def server(agent: "Agent", rate: Rate | None = None) -> Server[Any]:
    """The server of the protocol over an agent's shop; `rate` bounds the calls of each visitor over HTTP."""
    calls = Calls(agent)

    async def listed(
        context: ServerRequestContext[Any], page: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(tools=calls.listed)

    async def call(context: ServerRequestContext[Any], asked: CallToolRequestParams) -> CallToolResult:
        if rate is not None and (wait := rate.wait(_visitor(context.request))):
            return sentence(f"That was fast: the next call can be made in {ceil(wait)} s.")
        return await anyio.to_thread.run_sync(calls.call, asked.name, asked.arguments or {})

    about = version("tastemaker")
    return Server("tastemaker", version=about, instructions=_ABOUT, on_list_tools=listed, on_call_tool=call)


def over_pipe(agent: "Agent") -> None:
    """Serves the program that started this one, over standard input and output, until it ends."""

    async def serve() -> None:
        serving = server(agent)
        async with stdio_server() as (sent, answered):
            await serving.run(sent, answered, serving.create_initialization_options())

    # Ctrl-C ends it at once: Python would wait for the thread that reads, and there is nothing to be kept.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(serve)


def over_http(agent: "Agent", logins: Logins | None, rate: Rate | None) -> dict[str, Any]:
    """What a Starlette application takes to serve programs under /mcp: a route, and its life.

    With `logins`, a program gives name and password with each request (HTTP's Basic).
    """
    manager = StreamableHTTPSessionManager(server(agent, rate), json_response=True, stateless=True)

    @asynccontextmanager
    async def living(app: object) -> AsyncIterator[None]:
        async with manager.run():
            yield

    entry = AuthenticationMiddleware(StreamableHTTPASGIApp(manager), _Entry(logins), _refused)
    routes = [Route(PATH, entry, methods=["POST"]), Route(PATH, _no_stream, methods=["GET", "DELETE"])]
    return {"routes": routes, "lifespan": living}


class _Entry(AuthenticationBackend):
    """Lets in who gives a name and its password; where there are no logins, everybody by their address."""

    def __init__(self, logins: Logins | None) -> None:
        self._logins, self._tried = logins, guesses()

    async def authenticate(self, conn: HTTPConnection) -> tuple[AuthCredentials, SimpleUser]:
        address = counted_as(None, conn.client)
        if self._logins is None:
            return AuthCredentials(), SimpleUser(address)
        if wait := self._tried.wait(address):
            raise AuthenticationError(429, f"Too many wrong passwords; try again in {ceil(wait)} s.")
        scheme, _, given = conn.headers.get("authorization", "").partition(" ")
        try:
            name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            name = password = ""
        if scheme.lower() != "basic" or not self._logins(name, password):
            raise AuthenticationError(
                401,
                "Give a name and its password with each request (Authorization: Basic …), as on the page.",
            )
        self._tried.forgive(address)
        return AuthCredentials(), SimpleUser(name)


async def _no_stream(request: Request) -> Response:
    """Nothing is kept between two calls, so there is nothing to listen to and no session to end."""
    return PlainTextResponse("Send each call by POST; there is no stream and no session here.", 405)


def _refused(conn: HTTPConnection, error: Exception) -> Response:
    status, said = error.args
    return PlainTextResponse(said, status, {"WWW-Authenticate": 'Basic realm="Tastemaker"'})


def _visitor(request: HTTPConnection | None) -> str:
    """Whose calls are counted together: the login's name, or the address; over a pipe there is one."""
    return "" if request is None else request.user.display_name
