"""The owner's page: what it tells, and to whom."""

import gc
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import pytest
from fake_agent import EVIL
from test_page import free_port

from tastemaker.agent.agent import Agent
from tastemaker.agent.talks.unmet import unmet
from tastemaker.ui.app import serve
from tastemaker.ui.visitors.overview import overview

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@contextmanager
def served(agent: Agent, **settings: Any) -> Iterator[str]:
    port = free_port()
    page = serve(agent, port=port, wait=False, **settings)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        page.close()
        with warnings.catch_warnings(action="ignore"):
            gc.collect()  # Gradio leaves event loops open


def test_what_found_nothing_is_counted_by_need(plain: Agent) -> None:
    for session, said in (("a", "running shoes under 5"), ("b", "Running shoes under 5"), ("c", "coffee")):
        plain.ask(said, session=session, user="ana")
    found = unmet(plain.memory.sessions.latest(10))
    assert [(each.need.casefold(), each.count) for each in found] == [("running shoes · price <= 5", 2)]
    assert found[0].last > 0
    assert len(plain.memory.sessions.latest(2)) == 2


def test_it_tells_of_catalogue_fields_and_vain_requests_and_of_no_shopper(plain: Agent) -> None:
    plain.ask("running shoes under 5", session="secret-session", user="ana")
    html = overview(plain, ((1_700_000_000.0, f"the disk is full {EVIL}"),))
    assert "<td>items</td><td>15</td>" in html and "<td>colour</td><td>choice</td>" in html
    assert "price &lt;= 5" in html and "2023-11-14 22:13 UTC" in html and "the disk is full" in html
    assert "secret-session" not in html and "ana<" not in html
    assert "<img" not in html and "<svg" not in html and "</script>" not in html


def test_on_this_machine_and_not_through_a_proxy(plain: Agent) -> None:
    with served(plain) as address:
        answer = urlopen(f"{address}/owner")
        assert (
            "For the owner" in answer.read().decode()
            and "frame-ancestors" in answer.headers["Content-Security-Policy"]
        )
        for header in ("X-Forwarded-For", "Forwarded", "Via"):
            with pytest.raises(HTTPError, match="403"):
                urlopen(Request(f"{address}/owner", headers={header: "127.0.0.1"}))
        list(plain.turn("", session="s"))  # an empty question fails
        assert "The question is empty" in urlopen(f"{address}/owner/").read().decode()


def test_with_logins_the_first_is_the_owners(plain: Agent) -> None:
    with served(plain, logins=[("mia", "open sesame"), ("tom", "a cave of gold")]) as address:
        for name, password in (("mia", "open sesame"), ("tom", "a cave of gold"), ("", "")):
            browser = build_opener(HTTPCookieProcessor())
            if name:
                form = urlencode({"username": name, "password": password}).encode()
                assert json.loads(browser.open(f"{address}/login", form).read())["success"]
            if name == "mia":
                assert "For the owner" in browser.open(f"{address}/owner").read().decode()
            else:
                with pytest.raises(HTTPError, match="403") as refused:
                    browser.open(f"{address}/owner")
                assert b"log in as 'mia'" in refused.value.read()
