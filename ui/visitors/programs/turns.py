"""Turns for programs: one question and the whole answer, in a conversation of the program's own."""

import hashlib
import re
import secrets
import traceback
from math import ceil
from typing import TYPE_CHECKING, Any

from gradio import Error, Request
from gradio.events import api

from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.visitors.rate import Rate, counted_as

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent

_SESSION = re.compile(r"[\w-]{22,64}", re.ASCII)


def offer(agent: "Agent", rate: Rate | None) -> None:
    """Offers `turn` to programs, on the page that is being built; `rate` bounds the turns of each visitor."""

    def turn(text: str, request: Request, session: str = "") -> dict[str, Any]:
        """Answer a text with the JSON of `tastemaker ask --json`.

        An empty session begins a conversation; the one in the answer, given again, goes on with it.
        """
        session = session or secrets.token_urlsafe(16)
        if not isinstance(text, str):  # anybody may send anything
            raise _refusal("The text of a turn is a string; send what a shopper would say.")
        if not isinstance(session, str) or not _SESSION.fullmatch(session):
            raise _refusal(
                "A session is 22 to 64 letters, digits, - or _ that nobody can guess; "
                "leave it empty, and go on with the one in the answer."
            )
        if rate is not None and (wait := rate.wait(counted_as(request.username, request.client))):
            raise _refusal(f"That was fast: the next request can be sent in {ceil(wait)} s.")
        try:
            answer = agent.ask(text, session=_kept_as(session, request.username or ""))
        except TastemakerError as error:
            raise _refusal(str(error)) from None
        except Exception:  # a bug: the traceback is for the terminal, and nothing of it for the program
            traceback.print_exc()
            raise _refusal("This answer broke off; ask again, and tell the owner of the shop.") from None
        return {**answer.as_json(), "session": session}

    api(turn, api_name="turn")


def _kept_as(session: str, login: str) -> str:
    """The name under which a program's conversation is kept.

    It is none of the page's or the command line's, no other login's, and nobody can go on with it by it.
    """
    return "program-" + hashlib.sha256(f"{login}\n{session}".encode()).hexdigest()


def _refusal(said: str) -> Error:
    return Error(said, print_exception=False)
