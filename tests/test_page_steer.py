"""The page in a browser: limits that are changed by a click, what narrows a list, and dials."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from gear import open_gear
from playwright.sync_api import expect
from test_page import BROWSER, LOOKS, Visit, browser, free_port, needs_browser, visit

from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import load
from tastemaker.ui.app import serve

__all__ = ["BROWSER", "browser", "visit"]
pytestmark = [
    needs_browser,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def served(gear_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Agent, str]]:
    """The page over the shop whose items state fields of every kind, without a language model."""
    with open_gear(gear_home) as shop:
        settings, memory, port = load(home=gear_home, model="none"), tmp_path_factory.mktemp("m"), free_port()
        agent = Agent(settings, memory=memory, shop=shop)
        page = serve(agent, port=port, wait=False)
        yield agent, f"http://127.0.0.1:{port}"
        page.close()
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # Gradio leaves event loops open


@pytest.mark.parametrize("visit", list(LOOKS), indirect=True)
def test_a_limit_is_changed_in_its_window_by_the_keyboard(
    visit: Visit, request: pytest.FixtureRequest
) -> None:
    page, look = visit.page, request.node.callspec.params["visit"]
    visit.ask("up to 200")
    visit.answered()
    change = page.get_by_role("button", name="Change the limit: up to 200")
    change.press("Enter")
    window = page.get_by_role("dialog", name="Change the limit: up to 200")
    number = window.get_by_role("spinbutton")
    expect(number).to_be_focused()
    window.get_by_role("slider").fill("60")
    expect(number).to_have_value("60")
    visit.keep(f"{look}-steer-limit")
    box, screen = window.bounding_box(), page.viewport_size
    assert (
        box is not None
        and screen is not None
        and box["x"] >= 0
        and box["x"] + box["width"] <= screen["width"]
    )
    page.keyboard.press("Escape")
    expect(window).to_be_hidden()
    expect(change).to_be_focused()
    change.press("Enter")
    number.fill("100")
    number.press("Enter")
    expect(page.locator(".asked")).to_have_count(2)
    visit.answered()
    expect(page.locator(".asked h2").last).to_have_text("up to 100")
    expect(page.get_by_role("list", name="Limits in force").last).to_have_text("up to 100")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".asked")).to_have_count(1)
    expect(change).to_be_visible()


def test_one_click_narrows_and_values_are_ticked(visit: Visit) -> None:
    page = visit.page
    visit.ask("up to 200")
    visit.answered()
    offered = page.get_by_role("list", name="Narrow it down")
    assert 1 < offered.get_by_role("button").count() <= 6
    brand = offered.get_by_role("button", name="only Ridge")
    expect(brand).to_have_accessible_name("only Ridge: 4 items")
    brand.click()
    expect(page.locator(".asked")).to_have_count(2)
    visit.answered()
    expect(page.locator("section section").last.locator(".card")).to_have_count(4)
    page.get_by_role("button", name="Change the limit: only Ridge").click()
    window = page.get_by_role("dialog", name="Change the limit: only Ridge")
    expect(window.get_by_role("checkbox", checked=True)).to_have_count(1)
    window.get_by_label("Drift").check()
    visit.keep("steer-values")
    window.get_by_role("button", name="Apply").click()
    expect(page.locator(".asked")).to_have_count(3)
    visit.answered()
    limits = page.get_by_role("list", name="Limits in force").last
    expect(limits).to_contain_text("brand: Ridge/Drift")


def test_a_dial_moves_the_cards_and_keeps_the_focus(visit: Visit) -> None:
    page = visit.page
    visit.ask("a tent for two")
    visit.answered()
    titles = page.locator(".card h3")
    before = titles.all_inner_texts()
    page.locator(".why summary").first.click()
    page.get_by_text("What counts").press("Enter")
    words = page.get_by_role("slider", name="your words")
    words.press("ArrowLeft")
    words.press("ArrowLeft")
    expect(page.locator(".card .moved").first).to_be_attached()
    expect(page.locator(".card .why li", has_text="Your words")).to_have_count(0)
    expect(words).to_be_focused()
    expect(words).to_have_attribute("aria-valuetext", "not at all")
    expect(page.locator(".why[open]")).to_have_count(1)
    page.get_by_role("slider", name="meaning").fill("0")
    expect(page.locator(".card .why li", has_text="Meaning")).to_have_count(0)
    visit.keep("steer-dials")
    expect(page.locator(".asked")).to_have_count(1)
    page.get_by_role("button", name="All as usual").click()
    expect(words).to_have_value("2")
    expect(titles).to_have_text(before)
    expect(page.locator(".dials")).to_have_attribute("open", "")


def test_what_counts_is_kept_over_a_reload(visit: Visit) -> None:
    page = visit.page
    visit.ask("a tent for two")
    visit.answered()
    page.get_by_text("What counts").click()
    page.get_by_role("slider", name="variety").fill("4")
    expect(page.locator(".card .moved").first).to_be_attached()
    page.reload()
    page.get_by_text("What counts").last.click()
    expect(page.get_by_role("slider", name="variety")).to_have_value("4")
    visit.field = page.get_by_role("textbox", name="Your request")
    visit.ask("shoes")
    visit.answered()
    page.get_by_text("What counts").last.click()
    expect(page.get_by_role("slider", name="variety")).to_have_value("4")
