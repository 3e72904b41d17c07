"""The page in a browser: the visitor's own conversations, profile and saved items; restarts and languages."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_agent import FakeAgent
from playwright.sync_api import Browser, Page, expect
from test_page import LOOKS, Visit, browser, free_port, needs_browser, served, visit
from test_page_resumes import cut

from tastemaker.agent.agent import Agent
from tastemaker.ui.app import serve

__all__ = ["browser", "cut", "served", "visit"]
pytestmark = [
    needs_browser,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Shop:
    """The page over an agent that keeps what is said, which can be ended and begun again."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.port = agent, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.begin()

    def begin(self) -> None:
        self._page = serve(self.agent, port=self.port, wait=False)

    def end(self) -> None:
        self._page.close(verbose=False)


@pytest.fixture
def kept(plain: Agent) -> Iterator[Shop]:
    shop = Shop(plain)
    yield shop
    shop.end()


@pytest.fixture
def window(kept: Shop, browser: Browser) -> Iterator[Visit]:
    """A visit to the shop that keeps what is said."""
    context = browser.new_context(**LOOKS["desktop"])
    yield Visit(context.new_page(), kept.address)
    context.close()


def panel(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=name).click()
    expect(page.get_by_role("dialog", name=name)).to_be_visible()


def asked(visit: Visit, text: str) -> None:
    visit.ask(text)
    expect(visit.page.locator(".asked").last).to_contain_text(text)
    visit.answered()


def test_a_talk_survives_the_end_of_the_server(window: Visit, kept: Shop) -> None:
    page = window.page
    asked(window, "red shoes")
    asked(window, "under 90")
    page.locator("button[data-do=like]").first.click()
    expect(page.locator("#note")).not_to_be_empty()
    cards, session = page.locator(".card").count(), page.evaluate("sessionStorage.getItem('token')")
    kept.end()
    kept.agent = Agent(kept.agent.settings, memory=kept.agent.memory.profiles._path.parent)
    kept.begin()
    page.reload()
    expect(page.locator(".asked h2")).to_have_text(["red shoes", "under 90"])
    expect(page.locator(".card")).to_have_count(cards)
    expect(page.locator("button[data-do=like][aria-pressed=true]").first).to_be_visible()
    asked(window, "a phone case")
    assert [record.said for record in kept.agent.talk(session).records] == [
        "red shoes", "under 90", "a phone case",
    ]  # fmt: skip


def test_an_answer_that_the_end_of_the_server_broke_off_can_be_asked_for_again(
    tmp_path: Path, browser: Browser
) -> None:
    agent, port = FakeAgent(tmp_path), free_port()
    page = serve(agent, port=port, wait=False)  # type: ignore[arg-type]
    window = Visit(browser.new_context().new_page(), f"http://127.0.0.1:{port}")
    agent.speaks.clear()
    window.ask("headphones")
    expect(window.page.locator(".card")).to_have_count(5)
    page.close(verbose=False)
    page = serve(FakeAgent(tmp_path), port=port, wait=False)  # type: ignore[arg-type]
    window.page.reload()
    expect(window.page.locator(".failed")).to_contain_text("The server ended")
    window.page.locator(".choices").get_by_role("button", name="headphones").click()
    window.answered()
    expect(window.page.locator(".asked")).to_have_count(2)
    expect(window.page.locator(".prose-part").last).to_contain_text("took with it")
    agent.speaks.set()
    window.page.context.close()
    page.close(verbose=False)


def test_conversations_are_found_renamed_taken_along_and_deleted(window: Visit, kept: Shop) -> None:
    page = window.page
    asked(window, "red shoes")
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    asked(window, "a phone case")
    panel(page, "Conversations")
    rows = page.locator(".talks li .name")
    expect(rows).to_have_text(["a phone case", "red shoes"])
    search = page.get_by_role("searchbox")
    search.fill("SHOES")
    expect(rows).to_have_text(["red shoes"])
    expect(search).to_be_focused()
    search.fill("")
    expect(rows).to_have_count(2)
    page.get_by_label("More: red shoes").press("Enter")
    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("For the run")
    page.get_by_label("New name").press("Enter")
    expect(rows).to_have_text(["a phone case", "For the run"])
    for save, holds in (("Markdown", "> red shoes"), ("test script", "says: red shoes")):
        page.get_by_label("More: For the run").click()
        with page.expect_download() as loaded:
            page.get_by_role("button", name=save).click()
        assert holds in loaded.value.path().read_text("utf-8")
    window.keep("conversations")
    rows.filter(has_text="For the run").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".asked h2")).to_have_text(["red shoes"])
    panel(page, "Conversations")
    page.get_by_label("More: For the run").click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete it for good?").click()
    expect(rows).to_have_text(["a phone case"])
    page.keyboard.press("Escape")
    expect(page.locator(".welcome")).to_be_visible()
    assert window.complaints == []


def test_one_visitor_neither_sees_nor_opens_what_is_anothers(
    window: Visit, kept: Shop, browser: Browser
) -> None:
    asked(window, "red shoes for my secret")
    session = window.page.evaluate("sessionStorage.getItem('token')")
    context = browser.new_context()
    other = Visit(context.new_page(), kept.address)
    panel(other.page, "Conversations")
    expect(other.page.locator(".none")).to_have_text("There is no conversation yet.")
    for does in ("open", "delete", "markdown", "script"):
        other.page.evaluate(
            """([does, id]) => {
                const button = document.createElement("button");
                Object.assign(button.dataset, { do: does, id });
                document.querySelector("dialog .body").append(button);
                button.click();
            }""",
            [does, session],
        )
        other.page.wait_for_timeout(500)
    expect(other.page.locator(".asked")).to_have_count(0)
    other.page.evaluate("session => sessionStorage.setItem('token', session)", session)
    other.page.reload()
    expect(other.page.locator(".welcome")).to_be_visible()
    expect(other.page.locator(".asked")).to_have_count(0)
    assert len(kept.agent.talk(session).records) == 1
    context.close()


def test_what_is_known_is_told_and_each_thing_can_be_taken_back(window: Visit, kept: Shop) -> None:
    page = window.page
    asked(window, "red shoes")
    page.locator("button[data-do=like]").first.click()
    expect(page.locator("#note")).to_contain_text("you like")
    user = kept.agent.memory.directory.find(page.evaluate("sessionStorage.getItem('token')")).user  # type: ignore[union-attr]
    kept.agent.profiles.remember(user, "I never wear wool", "remember that I never wear wool")
    kept.agent.profiles.save(user, "case")
    panel(page, "My profile")
    known = page.locator(".known li")
    expect(known).to_have_count(4)
    expect(known.first).to_contain_text("You said “remember that I never wear wool” on")
    window.keep("profile")
    for _ in range(2):
        with page.expect_download() as loaded:
            page.get_by_role("button", name="Save all of it").click()
    told = json.loads(loaded.value.path().read_text("utf-8"))
    assert told["facts"][0]["fact"] == "I never wear wool" and told["saved"][0]["item"] == "case"
    page.get_by_role("button", name="Remove: I never wear wool").click()
    page.get_by_role("button", name="Remove: You like").click()
    expect(known).to_have_count(2)
    assert not kept.agent.profiles.facts(user) and not kept.agent.profiles.interactions(user)
    expect(page.locator("button[data-do=like][aria-pressed=true]")).to_have_count(0)
    page.locator(".known").get_by_role("button", name="Show: Saved").click()
    expect(page.get_by_role("dialog", name="Saved")).to_be_visible()
    with page.expect_download() as loaded:
        page.get_by_role("button", name="table (CSV)").click()
    assert loaded.value.path().read_text("utf-8-sig").splitlines()[1].startswith("case,")
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.locator(".none")).to_contain_text("Nothing is saved yet")
    page.keyboard.press("Escape")
    panel(page, "My profile")
    page.get_by_role("button", name="Forget me").click()
    page.get_by_role("button", name="Delete all of it for good?").click()
    expect(page.locator("#note")).to_contain_text("is deleted")
    expect(page.locator(".welcome")).to_be_visible()
    assert kept.agent.memory.as_json(user) == {
        "user": user,
        "facts": [],
        "events": [],
        "saved": [],
        "said": [],
    }
    assert window.complaints == []


def test_an_incognito_conversation_leaves_nothing(window: Visit, kept: Shop) -> None:
    page = window.page
    panel(page, "Conversations")
    page.get_by_role("button", name="Incognito conversation").click()
    expect(page.locator(".aside")).to_contain_text("nothing of this conversation is kept")
    asked(window, "red shoes")
    page.locator("button[data-do=like]").first.click()
    expect(page.locator("#note")).to_contain_text("you like")
    window.keep("incognito")
    page.reload()
    expect(page.locator(".asked h2")).to_have_text(["red shoes"])
    session = page.evaluate("sessionStorage.getItem('token')")
    assert len(kept.agent.talk(session).records) == 1
    page.get_by_role("button", name="End it").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".aside")).to_be_empty()
    expect(page.locator(".before-part")).to_be_empty()
    panel(page, "Conversations")
    expect(page.locator(".none")).to_be_visible()
    page.wait_for_timeout(1000)
    assert not kept.agent.talk(session).records


def test_the_page_speaks_the_browsers_language_and_then_the_shoppers(
    served: tuple[FakeAgent, str], browser: Browser
) -> None:
    context = browser.new_context(locale="de-AT")
    german = Visit.__new__(Visit)
    german.page, german.complaints = context.new_page(), []
    german.page.goto(served[1])
    german.field = german.page.get_by_role("textbox", name="Ihre Anfrage")
    expect(german.field).to_have_attribute("placeholder", "Beschreiben oder ein Foto anfügen")
    expect(german.page.get_by_role("combobox", name="Wer einkauft")).to_have_value("Neue Kundschaft")
    panel(german.page, "Gespräche")
    german.page.keyboard.press("Escape")
    expect(german.page.locator("html")).to_have_attribute("lang", "de")
    german.ask("降噪耳机")
    german.answered()
    expect(german.page.get_by_role("button", name="新对话")).to_be_visible()
    expect(german.page.locator("html")).to_have_attribute("lang", "zh")
    german.page.get_by_role("button", name="新对话").click()
    expect(german.page.get_by_role("button", name="Neues Gespräch")).to_be_visible()
    context.close()


def test_thirty_seconds_offline_in_mid_answer_lose_nothing(cut: Visit, served: tuple[FakeAgent, str]) -> None:
    agent, page = served[0], cut.page
    agent.speaks.clear()
    cut.ask("a lamp")
    expect(page.locator(".card")).to_have_count(5)
    page.context.set_offline(True)
    page.wait_for_timeout(15_000)
    agent.speaks.set()
    page.wait_for_timeout(15_000)
    page.context.set_offline(False)
    cut.answered()
    expect(page.locator(".prose-part").last).to_contain_text("took with it")
    page.wait_for_timeout(5000)  # Gradio may load the page anew
    cut.answered()
    cut.ask("cheaper")
    expect(page.locator(".asked")).to_have_count(2)
    cut.answered()
    assert len({session for *_, session in agent.asked[-2:]}) == 1


def test_enter_twice_is_one_turn(visit: Visit, served: tuple[FakeAgent, str]) -> None:
    before = len(served[0].asked)
    visit.field.fill("a mug")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    visit.answered()
    visit.page.wait_for_timeout(500)
    expect(visit.page.locator(".asked")).to_have_count(1)
    assert len(served[0].asked) == before + 1
