"""The page in a browser: what it keeps over lost connections and reloads, and what it does not throw away."""

import re
from collections.abc import Iterator

import pytest
from fake_agent import FakeAgent
from playwright.sync_api import Browser, expect
from test_page import BROWSER, Visit, browser, free_port, needs_browser, served, visit

from tastemaker.ui.app import serve

_SESSION = re.compile(r"session_hash=(\w+)")
__all__ = ["BROWSER", "browser", "served", "visit"]
pytestmark = [
    needs_browser,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def cut(visit: Visit) -> Iterator[Visit]:
    """A visit whose connection will be cut, which the browser complains about."""
    yield visit
    visit.complaints[:] = [line for line in visit.complaints if "script" in line]


def test_five_seconds_offline_lose_neither_the_talk_nor_what_is_typed(
    cut: Visit, served: tuple[FakeAgent, str]
) -> None:
    agent, page = served[0], cut.page
    cut.ask("headphones")
    cut.answered()
    agent.speaks.clear()
    cut.ask("a lamp")
    expect(page.locator(".card")).to_have_count(10)
    cut.field.fill("and something to r")
    page.context.set_offline(True)
    page.wait_for_timeout(5000)
    agent.speaks.set()
    page.context.set_offline(False)
    expect(page.get_by_text("Connection to the server was lost")).to_have_count(0)
    expect(page.locator(".asked")).to_have_count(2)
    cut.answered()
    expect(page.locator(".prose-part").last).to_contain_text("took with it")
    expect(cut.field).to_have_value("and something to r")
    cut.field.press("End")
    page.keyboard.type("ead")
    page.keyboard.press("Enter")
    cut.answered()
    assert agent.asked[-1][0] == "and something to read"
    assert len({session for *_, session in agent.asked[-3:]}) == 1


def test_what_was_sent_while_offline_stands_in_the_field_again(
    cut: Visit, served: tuple[FakeAgent, str]
) -> None:
    page = cut.page
    cut.ask("headphones")
    cut.answered()
    page.context.set_offline(True)
    cut.ask("a lamp")
    page.wait_for_timeout(3000)
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".asked")).to_have_count(1)
    expect(cut.field).to_have_value("a lamp")
    assert [text for text, *_ in served[0].asked[-2:]].count("a lamp") == 0


def test_a_reload_brings_the_talk_back_and_another_tab_begins_its_own(
    cut: Visit, served: tuple[FakeAgent, str]
) -> None:
    page = cut.page
    page.get_by_role("combobox", name="Shopper").click()
    page.get_by_role("option", name="Lin Yue").click()
    cut.ask("headphones")
    cut.answered()
    page.get_by_role("button", name="Like: Hush 3", exact=False).first.click()
    page.reload()
    expect(page.locator(".asked")).to_have_text("Undoheadphones")
    expect(page.get_by_role("button", name="Like: Hush 3", exact=False).first).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("combobox", name="Shopper")).to_have_value("Lin Yue · sound and cameras")
    cut.ask("cheaper")
    cut.answered()
    asked = served[0].asked[-2:]
    assert {(user, session) for *_, user, session in asked} == {("u1", asked[0][3])}
    other = Visit(page.context.new_page(), served[1])
    expect(other.page.locator(".welcome")).to_be_visible()


def test_looking_at_the_shopper_field_changes_nothing(cut: Visit, served: tuple[FakeAgent, str]) -> None:
    page, shopper = cut.page, cut.page.get_by_role("combobox", name="Shopper")
    cut.ask("headphones")
    cut.answered()
    shopper.focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)
    shopper.click()
    page.locator("#name").click()
    page.wait_for_timeout(600)
    shopper.click()
    page.keyboard.type("nonsense")
    page.locator("#name").click()
    page.wait_for_timeout(600)
    expect(page.locator(".asked")).to_have_count(1)
    expect(shopper).to_have_value("A new shopper")
    shopper.click()
    page.wait_for_timeout(300)  # what is in the field is then marked
    page.keyboard.type("Lin")
    page.keyboard.press("Enter")
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".asked")).to_have_count(0)
    cut.keep("back")
    page.get_by_role("button", name="Back to the conversation before").click()
    expect(page.locator(".asked")).to_have_count(1)
    expect(shopper).to_have_value("A new shopper")
    cut.ask("cheaper")
    cut.answered()
    first, second = served[0].asked[-2:]
    assert first[2:] == second[2:]
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".asked")).to_have_count(0)
    page.reload()
    expect(page.locator(".welcome")).to_be_visible()
    page.get_by_role("button", name="Back to the conversation before").click()
    expect(page.locator(".asked")).to_have_count(2)


def test_what_is_typed_after_enter_is_the_next_request(visit: Visit, served: tuple[FakeAgent, str]) -> None:
    visit.field.press_sequentially("a mug")
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.type("blue", delay=20)
    visit.page.keyboard.press("Enter")  # while the first is answered
    visit.answered()
    expect(visit.field).to_have_value("blue")
    assert served[0].asked[-1][0] == "a mug"
    visit.page.keyboard.press("Enter")
    visit.page.keyboard.press("Enter")
    visit.answered()
    expect(visit.page.locator(".asked")).to_have_count(2)
    assert served[0].asked[-1][0] == "blue"


def test_a_long_talk_stays_light(
    visit: Visit, served: tuple[FakeAgent, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served[0], "pace", 0.0)
    page, sizes, nodes = visit.page, list[int](), list[int]()
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.dataReceived", lambda got: sizes.__setitem__(-1, sizes[-1] + got["dataLength"]))
    for n in range(12):
        sizes.append(0)
        visit.ask(f"request {n}")
        expect(page.locator(".asked")).to_have_count(n + 1)
        visit.answered()
        nodes.append(page.evaluate("document.querySelectorAll('*').length"))
    print(sizes, nodes)
    assert max(sizes[6:]) < 1.3 * sizes[1]
    assert nodes[11] - nodes[5] < 6 * 40
    visit.keep("folded")
    page.get_by_role("button", name="Show the answer with 5 suggestions").first.click()
    expect(page.locator("section section").first.locator(".card")).to_have_count(5)


def test_another_login_has_no_part_in_a_conversation(tmp_path: object, browser: Browser) -> None:
    agent, port = FakeAgent(tmp_path), free_port()  # type: ignore[arg-type]
    page = serve(agent, port=port, logins=[("ana", "a"), ("ben", "b")], wait=False)  # type: ignore[arg-type]
    tokens, sessions = list[str](), list[str]()
    for name, password in (("ana", "a"), ("ben", "b")):
        window = browser.new_context(base_url=f"http://127.0.0.1:{port}").new_page()
        window.on("request", lambda sent: sessions.extend(_SESSION.findall(sent.url)))
        window.goto("/")
        window.get_by_label("Username").fill(name)
        window.get_by_label("Password").fill(password)
        window.get_by_role("button", name="Login").click()
        window.get_by_role("button", name="What would I like?").wait_for()
        if tokens:
            window.evaluate("token => sessionStorage.setItem('token', token)", tokens[0])
            window.reload()
            expect(window.locator(".welcome")).to_be_visible()
            expect(window.locator(".asked")).to_have_count(0)
            taken_back = {
                "data": [],
                "fn_index": 1,
                "event_data": {"do": "undo"},
                "session_hash": sessions[0],
            }
            joined = window.request.post("/gradio_api/queue/join", data=taken_back)
            assert (
                joined.ok and not window.request.get(f"/gradio_api/queue/data?session_hash={sessions[0]}").ok
            )
            window.wait_for_timeout(1000)
            assert agent.undone == []
        else:
            window.get_by_role("button", name="What would I like?").click()
            expect(window.locator(".found")).to_be_visible()
            tokens.append(window.evaluate("sessionStorage.getItem('token')"))
            window.reload()
            expect(window.locator(".found")).to_be_visible()
            sessions[:-1] = []
        window.context.close()
    page.close()
