"""The list in a browser: its place, its rows, its menus, comparing; by mouse and by keyboard."""

import gc
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from listing_agent import ListingAgent
from playwright.sync_api import Browser, expect
from test_page import BROWSER, LOOKS, Visit, browser, free_port, needs_browser, visit

from tastemaker.agent.call import Call
from tastemaker.tools.search.limits.conditions import Condition
from tastemaker.ui.app import serve

__all__ = ["BROWSER", "Browser", "browser", "visit"]
pytestmark = [
    needs_browser,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ListingAgent, str]]:
    """The page over lists that have all that a list can show."""
    agent, port = ListingAgent(tmp_path_factory.mktemp("pictures")), free_port()
    page = serve(agent, port=port, wait=False)  # type: ignore[arg-type]
    yield agent, f"http://127.0.0.1:{port}"
    page.close()
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # Gradio leaves event loops open


@pytest.mark.parametrize("visit", list(LOOKS), indirect=True)
def test_the_list_has_its_place_before_it_is_there(
    visit: Visit, served: tuple[ListingAgent, str], request: pytest.FixtureRequest
) -> None:
    agent, page = served[0], visit.page
    agent.speaks.clear()
    visit.ask("both")
    expect(page.locator(".blank")).to_have_count(6)
    page.wait_for_timeout(700)
    visit.keep(f"{request.node.callspec.params['visit']}-waiting")
    agent.speaks.set()
    visit.answered()
    expect(page.locator(".blank")).to_have_count(0)
    expect(page.locator(".need > h3")).to_have_text(["Rain shell", "Something about weather"])
    expect(page.locator(".near h4").first).to_have_text("Carbon walking poles, a pair")
    expect(page.locator(".together")).to_have_text("The first of each together: 107.50 EUR")
    expect(page.locator(".cover")).to_have_count(8)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    visit.keep(f"{request.node.callspec.params['visit']}-list")


def test_a_reason_is_given_by_the_keyboard_alone(visit: Visit, served: tuple[ListingAgent, str]) -> None:
    agent, page = served[0], visit.page
    visit.ask("both")
    visit.answered()
    opens = page.get_by_role("button", name="Not this: Reading the weather")
    opens.focus()
    page.keyboard.press("Enter")
    menu = page.locator(".menu:popover-open")
    expect(menu.get_by_role("button")).to_have_text(["Dislike", "Too dear", "Not book"])
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(opens).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Too dear")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_have_count(2)
    visit.answered()
    assert isinstance(agent.changes[-1], Call)
    assert agent.changes[-1].query.where == (Condition("price", "<", (18.5,)),)
    expect(page.locator(".menu:popover-open")).to_have_count(0)
    first = page.locator("section section").first
    first.locator(".acts > button[popovertarget^=not]").last.click()
    expect(page.locator(".menu:popover-open button:visible")).to_have_text(["Dislike"])


def test_what_is_disliked_and_had_is_seen_on_its_card(visit: Visit, served: tuple[ListingAgent, str]) -> None:
    agent, page = served[0], visit.page
    agent.fed.clear()
    visit.ask("both")
    visit.answered()
    card = page.locator(".card").first
    card.get_by_role("button", name="More: Fjellvind").click()
    card.get_by_role("button", name="I bought this").click()
    expect(page.locator("#note")).to_contain_text("Fjellvind rain shell")
    expect(card.get_by_text("you have this")).to_be_visible()
    assert [done for *_, done in agent.fed] == ["purchase"]


def test_two_items_are_compared_side_by_side(visit: Visit, served: tuple[ListingAgent, str]) -> None:
    agent, page = served[0], visit.page
    visit.ask("both")
    visit.answered()
    bar = page.locator(".picks")
    page.get_by_role("button", name="Compare: Fjellvind").click()
    expect(bar.locator(".go")).to_be_disabled()
    expect(bar.locator(".go")).to_have_text("Pick another one to compare")
    page.get_by_role("button", name="Compare: Reading the weather").press("Enter")
    expect(bar.locator(".go")).to_have_text("Compare 2")
    bar.get_by_role("button", name="Compare 2").click()
    expect(page.locator(".compared table")).to_be_visible()
    visit.answered()
    assert agent.changes[-1] == Call("compare", items=("shell", "weather"))
    expect(page.get_by_role("columnheader")).to_have_count(2)
    expect(page.locator("td.best")).to_have_text("18.50 EUR, best")
    expect(page.locator(".prose-part").last).to_contain_text("is better in price.")
    expect(bar).to_be_hidden()
    expect(page.locator(".pick[aria-pressed=true]")).to_have_count(0)
    for number in range(5):
        page.locator(".pick").nth(number).click()
    expect(bar.locator(".go")).to_have_text("Compare 4")
    expect(page.locator(".pick[aria-pressed=true]")).to_have_count(4)
    page.get_by_role("button", name="New conversation").click()
    expect(bar).to_be_hidden()


def test_a_turn_unfolds_to_words_and_data(visit: Visit) -> None:
    page = visit.page
    visit.ask("both")
    visit.answered()
    page.locator(".found > summary").click()
    expect(page.locator(".call > p").first).to_have_text("Searching the catalogue: “rain shell”, up to 100")
    expect(page.locator(".call code").first).to_have_text('find "rain shell" where price <= 100')
    page.locator(".call summary").first.click()
    expect(page.locator(".call details pre").first).to_contain_text('"price_max": 100.0')
    expect(page.locator(".found")).to_contain_text("1,234 read, 1,100 of them known from before, 56 written")
    expect(page.locator(".found > ul")).to_have_text("The size you named is not known here.")
    visit.keep("unfolded")


def test_a_photo_stands_beside_what_it_matched(visit: Visit, tmp_path: Path) -> None:
    visit.ask("both")
    visit.answered()
    visit.page.locator(".why summary").first.click()
    expect(visit.page.locator(".stack").first).to_be_visible()
    expect(visit.page.locator(".pair")).to_have_count(0)
