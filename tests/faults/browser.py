"""The page in a real browser over a real server: no click, key or loss of network costs a conversation."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from faults.case import Case, Impossible
from faults.serving import EVIL, served
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

_BROWSER = os.environ.get("TASTEMAKER_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
_PATIENCE = 20_000
"""Milliseconds to wait for what must come."""


class Visit:
    """One window on the page, and what must not happen in it."""

    def __init__(self, page: Page, address: str, place: Path) -> None:
        self.page, self.place, self.wrong = page, place, list[str]()
        page.set_default_timeout(_PATIENCE)
        page.on("dialog", lambda dialog: (self.wrong.append("a script ran"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        own = (address, "data:", "blob:", "about:")
        page.on("request", lambda sent: sent.url.startswith(own) or self.wrong.append(f"asks {sent.url}"))
        page.goto(address)
        self.shopper = page.get_by_role("combobox", name="Shopper")
        self.turns = page.locator(".asked")
        self.typed.wait_for()

    @property
    def typed(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your request")

    def ask(self, text: str, turns: int = 1) -> None:
        """Ask, and wait for the answer of the turn of this number."""
        self.typed.fill(text)
        self.typed.press("Enter")
        self.has(turns)
        expect(self.page.locator(".working")).to_have_count(0, timeout=_PATIENCE)

    def has(self, turns: int) -> None:
        """So many turns are on the page."""
        expect(self.turns).to_have_count(turns, timeout=_PATIENCE)


def page(case: Case) -> None:
    """the page: Tab through fields, 5 s offline, double Enter, back, reload, two tabs, markup everywhere"""
    with served(case) as (address, server), _browsing() as browser:
        for trial in TRIALS[:: 3 if case.quick else 1]:
            context = browser.new_context(viewport={"width": 1360, "height": 900})
            with case.attempt((trial.__doc__ or "").strip()):
                visit = Visit(context.new_page(), address, case.place)
                visit.ask("coffee under 30")
                trial(visit)
                assert not visit.wrong, visit.wrong
            context.close()
        with case.attempt("the server has said nothing of errors"):
            assert "Traceback" not in server.said, server.said[-300:]
        with case.attempt("Ctrl-C ends the server"):
            assert server.process.pid is not None
            os.kill(server.process.pid, signal.SIGINT)
            ended = server.ends(within=15)
            assert ended.code in (0, 130) and "Traceback" not in ended.err, (ended.code, ended.err[-300:])


def _tab_through_shopper(visit: Visit) -> None:
    """Tab through the Shopper field"""
    visit.shopper.focus()
    for _ in range(3):
        visit.page.keyboard.press("Tab")
    _stays(visit)


def _click_shopper_and_leave(visit: Visit) -> None:
    """click into the Shopper field, then elsewhere"""
    visit.shopper.click()
    visit.page.locator("h1").first.click()
    _stays(visit)


def _nonsense_as_shopper(visit: Visit) -> None:
    """nonsense typed into the Shopper field"""
    visit.shopper.fill("nobody of this name")
    visit.page.keyboard.press("Tab")
    _stays(visit)


def _offline(visit: Visit) -> None:
    """five seconds offline, with a half-typed request"""
    visit.typed.fill("a rain jac")
    visit.page.context.set_offline(True)
    visit.page.wait_for_timeout(5000)
    visit.page.context.set_offline(False)
    visit.page.wait_for_timeout(4000)
    visit.has(1)
    expect(visit.typed).to_have_value("a rain jac")
    visit.ask("a rain jacket", turns=2)


def _sent_offline(visit: Visit) -> None:
    """a request sent while offline"""
    visit.typed.fill("a rain jacket")
    visit.page.context.set_offline(True)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_timeout(3000)
    visit.page.context.set_offline(False)
    visit.page.wait_for_timeout(3000)
    expect(visit.turns.first).to_contain_text("coffee under 30", timeout=_PATIENCE)
    if visit.turns.count() == 1:
        expect(visit.typed).to_have_value("a rain jacket", timeout=_PATIENCE)
    visit.ask("trail shoes", turns=visit.turns.count() + 1)


def _double_enter(visit: Visit) -> None:
    """Enter twice"""
    visit.typed.fill("a rain jacket")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    _stays(visit, turns=2)


def _typed_after_enter(visit: Visit) -> None:
    """the next request typed at once after Enter"""
    visit.typed.fill("a rain jacket")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.type("trail shoes", delay=15)
    visit.has(2)
    expect(visit.turns.last).to_contain_text("a rain jacket")
    expect(visit.typed).to_have_value("trail shoes", timeout=_PATIENCE)


def _reload(visit: Visit) -> None:
    """reload"""
    visit.page.reload()
    _stays(visit)
    visit.ask("a rain jacket", turns=2)


def _back(visit: Visit) -> None:
    """away and back again"""
    visit.page.goto("about:blank")
    visit.page.go_back()
    _stays(visit)
    visit.ask("a rain jacket", turns=2)


def _two_tabs(visit: Visit) -> None:
    """a second tab beside it"""
    other = Visit(visit.page.context.new_page(), visit.page.url, visit.place)
    other.ask("trail shoes")
    visit.ask("a rain jacket", turns=2)
    assert "shoes" not in visit.page.locator(".talk").inner_text()
    assert not other.wrong, other.wrong


def _markup(visit: Visit) -> None:
    """markup in titles, brands, categories, names and requests"""
    visit.ask("a poisoned kettle", turns=2)
    expect(visit.page.locator(".card h3").filter(has_text="onerror").first).to_be_visible()
    for opened in visit.page.locator("summary").all():
        if opened.is_visible():
            opened.click()
    visit.ask(EVIL, turns=3)
    visit.shopper.click()
    visit.page.get_by_role("option", name="Elif").click()
    visit.has(0)
    _no_element(visit)


def _evil_file_name(visit: Visit) -> None:
    """markup in the name of a photo"""
    name = "".join(letter for letter in EVIL if letter not in '/"') + ".png"
    Image.new("RGB", (60, 40), "red").save(visit.place / name)
    visit.page.locator("#composer input[type=file]").set_input_files(visit.place / name)
    visit.page.locator("#composer .thumbnails img").wait_for()
    visit.ask("in this colour", turns=2)
    _no_element(visit)


def _endless_request_elsewhere(visit: Visit) -> None:
    """others repeat themselves 300 times while a shopper asks"""
    others = []
    for phrase in ("no, ", "please, ", "forget "):
        other = Visit(visit.page.context.new_page(), visit.page.url, visit.place)
        other.typed.fill(phrase * 300)
        other.typed.press("Enter")
        others.append(other)
    visit.page.bring_to_front()
    begun = time.perf_counter()
    visit.ask("a rain jacket", turns=2)
    took = time.perf_counter() - begun
    assert took < 10, f"{took:.1f} s"


TRIALS: tuple[Callable[[Visit], None], ...] = (
    *(_tab_through_shopper, _click_shopper_and_leave, _nonsense_as_shopper, _offline, _sent_offline),
    *(_double_enter, _typed_after_enter, _reload, _back, _two_tabs, _markup, _evil_file_name),
    _endless_request_elsewhere,
)


def _stays(visit: Visit, turns: int = 1) -> None:
    """What was said is on the page, and is still there when a second has gone by."""
    visit.has(turns)
    visit.page.wait_for_timeout(1000)
    visit.has(turns)


def _no_element(visit: Visit) -> None:
    for made_by_it in ("img[src=x]", "svg[onload]"):
        assert visit.page.locator(made_by_it).count() == 0, f"{made_by_it} is on the page"


@contextmanager
def _browsing() -> Iterator[Browser]:
    if _BROWSER is None:
        raise Impossible("no browser: install Debian's `chromium`")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=_BROWSER, args=["--no-sandbox"])
