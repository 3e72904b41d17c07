"""Who may reach the page, under which names and how often: one layer around the server of the page."""

import re
import secrets
from collections import OrderedDict
from collections.abc import Collection
from math import ceil

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tastemaker.ui.visitors.login import guesses
from tastemaker.ui.visitors.rate import Rate
from tastemaker.ui.visitors.visitor import cookie, secret

_LOCAL = {"localhost", "127.0.0.1", "::1"}
_HOUR = 3600.0
_MOST_UPLOADS, _MOST_UPLOADED = 60, 100_000_000
"""Photos and bytes that one address may send in an hour; they are deleted after an hour."""
_MOST_SESSIONS = 10_000
_SAFE = {"GET", "HEAD", "OPTIONS"}
_HOST = re.compile(r"(?:\[([0-9a-f:]+)\]|([\w.-]+))(?::\d+)?")
_SESSION = re.compile(r"(?:/heartbeat/|(?:^|&)session_hash=)([^/&]+)")
_LOGIN = re.compile(r"(?:^|;)\s*access-token[^=;]*=([^;]+)")
# Gradio runs a component's script through `new Function` and writes styles into elements; all else is closed.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Access:
    """Refuses foreign names, pages and sessions, guessers and floods; guards what is let through.

    `hosts` are the names the page is served under beside those of this machine. The address of a visitor is
    the one the server sees: it has already been told which proxies to believe.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] = ()) -> None:
        self._app = app
        self._named = {host.lower() for host in hosts}
        self._uploads, self._uploaded = Rate(_MOST_UPLOADS, _HOUR), Rate(_MOST_UPLOADED, _HOUR)
        self._wrong = guesses()
        self._sessions: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers, visitor = Headers(scope=scope), (scope.get("client") or ("",))[0]
        entering = scope["path"].startswith("/login") and scope["method"] == "POST"
        refused = self._foreign(scope, headers) or self._too_much(scope, headers, visitor, entering)
        opened = scope["path"] == "/" and scope["method"] == "GET"
        secure = scope.get("scheme") == "https"
        guarded = _Guarded(send, cookie(Request(scope).cookies, secure) if opened else "")
        if refused:
            status, sentence = refused
            await PlainTextResponse(sentence, status)(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)
        if entering and guarded.status == 200:
            self._wrong.forgive(visitor)

    def _foreign(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Why a request comes from where it should not: a rebound name, another page, another login."""
        host = headers.get("host", "")
        if _name(host) not in _LOCAL | self._named:
            return (
                421,
                f"The page is not served as '{_name(host)}'; add that name to the setting `hosts` if it is.",
            )
        if scope["method"] not in _SAFE:
            origin = headers.get("origin", f"http://{host}").partition("://")[2]
            own = origin == host or _name(origin) in self._named
            if not own or headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
                return 403, "This request comes from another page; open the chat itself."
        session = _SESSION.search(scope["path"]) or _SESSION.search(scope["query_string"].decode("latin-1"))
        if session:
            login = _LOGIN.search(headers.get("cookie", ""))
            visitor = login[1] if login else secret(Request(scope).cookies)
            if self._sessions.setdefault(session[1], visitor) != visitor:
                return 403, "This conversation belongs to another visitor; reload the page."
            if len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return None

    def _too_much(
        self, scope: Scope, headers: Headers, visitor: str, entering: bool
    ) -> tuple[int, str] | None:
        """Why a visitor must wait: too many wrong passwords or uploads."""
        if entering:
            wait = self._wrong.wait(visitor)
            return (429, f"Too many wrong passwords; try again in {ceil(wait)} s.") if wait else None
        if headers.get("content-type", "").startswith("multipart/"):
            size = headers.get("content-length", "")
            if not size.isdecimal():
                return 411, "An upload must say how long it is."
            wait = self._uploads.wait(visitor) or self._uploaded.wait(visitor, int(size))
            return (429, f"Too many photos were sent; try again in {ceil(wait)} s.") if wait else None
        return None


class _Guarded:
    """Sends an answer with the headers that protect it, and lets only the page's own scripts run."""

    def __init__(self, send: Send, cookie: str = "") -> None:
        self._send, self._cookie, self.status = send, cookie, 0
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._html = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            if self._cookie:
                headers.append("Set-Cookie", self._cookie)
            headers["Content-Security-Policy"] = _POLICY.format(nonce=self._nonce)
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message  # its length changes
                return
        elif self._start:
            self._html += message.get("body", b"")
            if message.get("more_body"):
                return
            html = self._html.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
            MutableHeaders(scope=self._start)["Content-Length"] = str(len(html))
            await self._send(self._start)
            message, self._start = {**message, "body": html}, None
        await self._send(message)


def _name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    found = _HOST.fullmatch(host.lower())
    return (found[1] or found[2]) if found else ""
