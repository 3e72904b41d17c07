"""The page as axe-core sees it: nothing serious stands in anybody's way, in any state and any look."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gear import open_gear
from listing_agent import ListingAgent
from playwright.sync_api import Browser, Page, expect
from test_page import LOOKS, Visit, browser, free_port, needs_browser

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import load
from tastemaker.ui.app import serve

AXE = Path(__file__).parent.parent / ".venv" / "lib" / "node_modules" / "axe-core" / "axe.min.js"
ALL_LOOKS = {**LOOKS, "phone-dark": {**LOOKS["phone"], "color_scheme": "dark"}}
__all__ = ["browser"]
pytestmark = [
    needs_browser,
    pytest.mark.skipif(
        not AXE.exists(), reason="no axe-core: install Node's `npm`, then run `.ci/setup .[dev]`"
    ),
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def served(agent: Any) -> Iterator[str]:
    """The address of the page over an agent."""
    port = free_port()
    page = serve(agent, port=port, wait=False)
    yield f"http://127.0.0.1:{port}"
    page.close()
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # Gradio leaves event loops open


@pytest.fixture(scope="module")
def listing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over lists that have all that a list can show."""
    yield from served(ListingAgent(tmp_path_factory.mktemp("pictures")))


@pytest.fixture(scope="module")
def steered(gear_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over a shop whose items state fields of every kind, so that its lists can be steered."""
    with open_gear(gear_home) as shop:
        settings = load(home=gear_home, model="none")
        yield from served(Agent(settings, memory=tmp_path_factory.mktemp("memory"), shop=shop))


class Walk:
    """A visit in one look, and what axe-core found in the states that it came through."""

    def __init__(self, browser: Browser, look: str, address: str) -> None:
        self._context = browser.new_context(**ALL_LOOKS[look], reduced_motion="reduce")
        self.visit, self.look, self.found = Visit(self._context.new_page(), address), look, set[str]()

    @property
    def page(self) -> Page:
        return self.visit.page

    def ask(self, text: str) -> None:
        before = self.page.locator(".asked").count()
        self.visit.ask(text)
        expect(self.page.locator(".asked")).to_have_count(before + 1)
        expect(self.page.locator(".working")).to_have_count(0)

    def at(self, state: str) -> None:
        """Looks at the page as it is now."""
        self.visit.keep(f"axe-{self.look}-{state}")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        for violation in self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            if violation["impact"] in ("serious", "critical"):
                places = [node["html"] for node in violation["nodes"]]
                self.found.add(f"{state}: {violation['help']}: {places[:3]}")

    def end(self) -> None:
        """Nothing may have been found, and nothing gone wrong."""
        self._context.close()
        assert sorted(self.found) == []
        assert self.visit.complaints == []


@pytest.fixture(params=list(ALL_LOOKS))
def look(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_lists_and_what_opens_from_them(browser: Browser, look: str, listing: str) -> None:
    walk = Walk(browser, look, listing)
    page = walk.page
    walk.at("welcome")
    walk.ask("headphones")
    page.locator(".why summary").first.click()
    walk.at("list")
    walk.ask("both")
    walk.at("needs-near")
    page.locator(".found > summary").last.click()
    page.locator("section section").last.locator(".call summary").first.click()
    walk.at("found")
    page.get_by_role("button", name="Not this: Fjellvind").click()
    walk.at("menu-not")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More: Fjellvind").click()
    walk.at("menu-more")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Save: Fjellvind").click()
    page.get_by_role("button", name="Like: Fjellvind").click()
    page.get_by_role("button", name="Compare: Fjellvind").click()
    walk.at("picked-one")
    page.get_by_role("button", name="Compare: Reading the weather").click()
    page.get_by_role("button", name="Compare 2").click()
    expect(page.locator(".compared table")).to_be_visible()
    expect(page.locator(".working")).to_have_count(0)
    walk.at("compared")
    for name in ("Conversations", "Saved", "My profile"):
        page.get_by_role("navigation").get_by_role("button", name=name).click()
        expect(page.get_by_role("dialog", name=name)).to_be_visible()
        walk.at(name.replace(" ", "-"))
        page.keyboard.press("Escape")
    walk.ask("nothing")
    walk.at("nothing-fits")
    walk.ask("vague")
    walk.at("vague")
    walk.ask("stumble")
    walk.at("failed")
    page.get_by_role("combobox", name="Shopper").click()
    walk.at("shopper")
    walk.end()


def test_what_steers_a_list(browser: Browser, look: str, steered: str) -> None:
    walk = Walk(browser, look, steered)
    page = walk.page
    walk.ask("up to 200")
    walk.at("narrower")
    page.get_by_role("button", name="Change the limit: up to 200").click()
    expect(page.get_by_role("dialog", name="Change the limit")).to_be_visible()
    walk.at("editor")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="only Ridge").click()
    expect(page.locator(".asked")).to_have_count(2)
    expect(page.locator(".working")).to_have_count(0)
    page.get_by_role("button", name="Change the limit: only Ridge").click()
    expect(page.get_by_role("dialog", name="Change the limit")).to_be_visible()
    walk.at("editor-values")
    page.keyboard.press("Escape")
    walk.ask("a tent for two")
    page.get_by_text("What counts").last.click()
    page.get_by_role("slider", name="your words").last.fill("0")
    expect(page.locator(".card .moved").first).to_be_attached()
    walk.at("dials")
    walk.end()
