"""The owner's page: who may see it, and the last errors that it tells."""

import logging
from collections import deque
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.visitors.overview import overview

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

PATH = "/owner"
_LOCAL = ("127.0.0.1", "::1")
_PASSED_ON = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_ERRORS = 50


class OwnersPage:
    """Answers for the owner's page, and passes everything else on.

    With logins the first of them is the owner's; without any, who asks from this machine itself is it.
    """

    def __init__(self, app: ASGIApp, agent: "Agent", login: str = "") -> None:
        """`login` is the owner's name, empty where there are no logins."""
        self._app, self._agent, self._login = app, agent, login
        self._errors = LastErrors()
        logging.getLogger("tastemaker.turns").addHandler(self._errors)
        logging.getLogger("tastemaker.turns").setLevel(logging.INFO)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].rstrip("/") != PATH:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        if not self._is_owner(request):
            refused = "This page is the owner's: open it on the shop's own machine"
            refused += f", or log in as '{self._login}'." if self._login else "."
            await PlainTextResponse(refused, 403)(scope, receive, send)
            return
        try:
            page = await run_in_threadpool(overview, self._agent, tuple(self._errors.told))
            await HTMLResponse(page)(scope, receive, send)
        except TastemakerError as error:
            await PlainTextResponse(str(error), 503)(scope, receive, send)

    def _is_owner(self, request: Request) -> bool:
        if not self._login:
            passed_on = any(name in request.headers for name in _PASSED_ON)  # by a proxy on this machine
            return request.client is not None and request.client.host in _LOCAL and not passed_on
        page: Any = request.scope["app"]  # Gradio's, which keeps who has logged in
        for kind in ("access-token", "access-token-unsecure"):
            if page.tokens.get(request.cookies.get(f"{kind}-{page.cookie_id}")) == self._login:
                return True
        return False


class LastErrors(logging.Handler):
    """The last errors of turns, each as (when, what), the newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.told: deque[tuple[float, str]] = deque(maxlen=_ERRORS)

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one more."""
        self.told.appendleft((record.created, record.getMessage()))
