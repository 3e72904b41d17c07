"""What stands around the page in its server: who is let in, and the door for programs."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware

from tastemaker.ui.visitors.access import Access
from tastemaker.ui.visitors.login import Logins
from tastemaker.ui.visitors.owners_page import OwnersPage
from tastemaker.ui.visitors.rate import Rate

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent


def application(
    agent: "Agent",
    hosts: Collection[str],
    logins: Logins | None,
    owner: str,
    rate: Rate | None,
    mcp: bool,
) -> dict[str, Any]:
    """What the page's application is given; with `mcp`, programs come in under /mcp on the same terms.

    `owner` is the login that the owner's page is for, empty where there are none.
    """
    guards = [Middleware(Access, hosts=hosts), Middleware(OwnersPage, agent=agent, login=owner)]
    given: dict[str, Any] = {"middleware": guards}
    if mcp:
        from tastemaker.ui.visitors.programs.protocol import over_http  # takes its time, which few need

        given |= over_http(agent, logins, rate)
    return given
