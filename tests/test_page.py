"""The page in a real browser, over an agent with scripted answers."""

import gc
import os
import shutil
import socket
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from fake_agent import EVIL, FakeAgent
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tastemaker.agent.change import Change
from tastemaker.tools.errors import TastemakerError
from tastemaker.ui.app import serve

BROWSER = os.environ.get("TASTEMAKER_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
ARTEFACTS = Path(__file__).parent.parent / "artefacts"
expect.set_options(timeout=20_000)  # a machine that does other work is slow, and the page not wrong
# Gradio's queue uses a pandas option that is on its way out, and leaves its event loops to the collector.
pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no browser: install Debian's `chromium` to test the page in one"
)


LOOKS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "device_scale_factor": 2},
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FakeAgent, str]]:
    """The page on a port of its own; its server connects to nothing but this machine."""
    agent, port, reached = FakeAgent(tmp_path_factory.mktemp("pictures"), pace=0.05), free_port(), list[Any]()
    connect = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", lambda self, to: (reached.append(to), connect(self, to))[1])
        page = serve(agent, port=port, wait=False)  # type: ignore[arg-type]
        yield agent, f"http://127.0.0.1:{port}"
        page.close()
    with warnings.catch_warnings(action="ignore"):
        gc.collect()  # Gradio leaves event loops open
    assert reached and {to[0] for to in reached if isinstance(to, tuple)} <= {"127.0.0.1"}


class Visit:
    """One browser window on the page, and what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.complaints, self.strangers = page, list[str](), list[str]()
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("dialog", lambda dialog: (self.complaints.append("a script ran"), dialog.dismiss()))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        own = (address, "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(own) else self.strangers.append(r.url))
        page.goto(address)
        self.field = page.get_by_role("textbox", name="Your request")
        self.field.wait_for()

    def ask(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def keep(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        self.page.wait_for_timeout(500)  # the cards have arrived
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")

    def answered(self) -> None:
        self.page.wait_for_function("!sessionStorage.getItem('sent')")  # what was sent stands in a turn
        expect(self.page.locator("section section").last.locator(".found")).to_be_visible()
        expect(self.page.locator(".working")).to_have_count(0)


def similar(page: Page, title: str) -> None:
    """Asks for what is like an item of the list."""
    page.get_by_role("button", name=f"More: {title}").click()
    page.locator(".menu:popover-open").get_by_role("button", name="Similar").click()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])


@pytest.fixture
def visit(served: tuple[FakeAgent, str], browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A visit at a desk, or with the look that the test asks for; nothing may go wrong in it unseen."""
    context = browser.new_context(**LOOKS[getattr(request, "param", "desktop")])
    visited = Visit(context.new_page(), served[1])
    yield visited
    context.close()
    assert visited.complaints == []
    assert visited.strangers == []


@needs_browser
@pytest.mark.parametrize("visit", list(LOOKS), indirect=True)
def test_a_request_its_cards_its_evidence_and_a_like(
    visit: Visit, served: tuple[FakeAgent, str], request: pytest.FixtureRequest
) -> None:
    agent, page, look = served[0], visit.page, request.node.callspec.params["visit"]
    agent.fed.clear()
    agent.speaks.clear()
    visit.keep(f"{look}-welcome")
    visit.ask("Noise cancelling headphones for flights, under 200")
    page.locator(".card").first.wait_for()
    expect(page.locator(".working")).to_have_text("Writing the answer")
    assert page.locator(".prose-part").inner_text() == "", "the cards come before the prose"
    page.locator(".why summary").first.click()
    agent.speaks.set()
    visit.answered()
    assert page.locator(".why").first.get_attribute("open") is not None, "what was opened stays open"
    expect(page.locator(".why").first.locator("li")).to_have_count(4)
    buttons = [acts.bounding_box()["y"] for acts in page.locator(".acts").all()]  # type: ignore[index]
    assert max(buttons) - min(buttons) < 1, "the other cards stay as they were"
    visit.keep(f"{look}-answer")
    like = page.get_by_role("button", name="Like: Hush 3")
    like.first.click()
    expect(like.first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#note")).to_contain_text("you like Hush 3")
    assert [(item, event) for _, item, event in agent.fed] == [("hush", "like")]
    page.locator(".found > summary").click()
    expect(page.locator(".call code")).to_contain_text('find "Noise cancelling')
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    assert page.evaluate(
        "document.querySelector('h1').scrollWidth <= document.querySelector('h1').clientWidth"
    )


@needs_browser
def test_a_photo_and_a_file_that_is_none(visit: Visit, tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "red").save(tmp_path / "shoe.jpg")
    (tmp_path / "notes.png").write_text("no picture")
    upload, thumbnail = visit.page.locator("#composer input[type=file]"), visit.page.locator("#composer img")
    upload.set_input_files(tmp_path / "shoe.jpg")
    thumbnail.wait_for()
    visit.ask("in this colour")
    visit.answered()
    expect(visit.page.get_by_alt_text("The photo you attached")).to_be_visible()
    visit.keep("photo")
    upload.set_input_files(tmp_path / "notes.png")
    thumbnail.wait_for()
    visit.field.press("Enter")
    expect(visit.page.locator(".failed")).to_contain_text("not a picture")


@needs_browser
def test_stop_examples_more_and_a_new_conversation(visit: Visit, served: tuple[FakeAgent, str]) -> None:
    agent, page = served[0], visit.page
    agent.speaks.clear()
    page.get_by_role("button", name="More like this photo").click()
    page.locator(".card").first.wait_for()
    page.get_by_role("button", name="Stop").click()
    assert agent.stopped.wait(20)
    agent.speaks.set()
    visit.answered()
    assert agent.asked[-1][1] is not None
    expect(page.locator(".prose-part")).to_have_text("Stopped.")
    similar(page, "How Ears Work")
    expect(page.locator(".asked").last).to_contain_text("Similar to How Ears Work")
    visit.answered()
    sessions = {session for *_, session in agent.asked[-2:]}
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("combobox", name="Shopper").click()
    page.get_by_role("option", name="Lin Yue").click()
    visit.ask("what would I like?")
    visit.answered()
    assert agent.asked[-1][2] == "u1"
    assert len(sessions) == 1 and agent.asked[-1][3] not in sessions


@needs_browser
def test_empty_and_endless_questions_get_their_sentence(visit: Visit) -> None:
    visit.ask("")
    expect(visit.page.locator(".failed").last).to_contain_text("There was no question")
    visit.ask("x " * 10_000)
    expect(visit.page.locator(".failed").last).to_contain_text("20,000 characters")


@needs_browser
@pytest.mark.parametrize(("width", "rows"), [(1440, [5]), (1100, [5]), (1000, [3, 2]), (800, [3, 2])])
def test_rows_of_cards_are_even(visit: Visit, width: int, rows: list[int]) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.ask("headphones")
    visit.answered()
    tops = [card.bounding_box()["y"] for card in visit.page.locator(".card").all()]  # type: ignore[index]
    assert list(Counter(tops).values()) == rows


@needs_browser
def test_a_limit_is_removed_and_the_turn_taken_back_by_the_keyboard(
    visit: Visit, served: tuple[FakeAgent, str]
) -> None:
    agent, page = served[0], visit.page
    visit.ask("headphones")
    visit.answered()
    wool = page.get_by_role("button", name="Remove the limit: not wool")
    wool.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".asked")).to_have_count(2)
    visit.answered()
    assert agent.changes[-1] == Change("exclude", word="wool")
    expect(page.get_by_role("list", name="Limits in force").last).to_have_text("up to 200not leather")
    expect(page.get_by_role("button", name="Remove the limit")).to_have_count(2)  # those of the last turn
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".asked")).to_have_count(1)
    expect(page.locator("#note")).to_have_text("The last request is taken back.")
    expect(wool).to_be_visible()
    assert agent.undone[-1] == agent.asked[-1][3]


@needs_browser
def test_nothing_of_a_catalogue_or_a_shopper_runs_in_the_page(visit: Visit, tmp_path: Path) -> None:
    page, evil = visit.page, "".join(letter for letter in EVIL if letter not in '/"')
    (tmp_path / f"{evil}.png").write_text("no picture")
    page.locator("#composer input[type=file]").set_input_files(tmp_path / f"{evil}.png")
    page.locator("#composer .thumbnails img").wait_for()
    visit.ask(EVIL)
    expect(page.locator(".failed")).to_contain_text("not a picture")
    visit.ask(EVIL)
    visit.answered()
    expect(page.locator(".asked h2").last).to_have_text(EVIL)
    expect(page.locator(".card h3").last).to_contain_text(EVIL)
    page.locator(".why summary").last.click()
    page.locator(".found > summary").last.click()
    page.locator(".card button[data-do=like]").last.click()
    expect(page.locator("#note")).to_contain_text(f"you like <b>Ridge</b> running shoes, red & light {EVIL}.")
    page.locator(".card").last.get_by_role("button", name="More: ").click()
    page.locator(".menu:popover-open").get_by_role("button", name="Similar").click()
    expect(page.locator(".asked")).to_have_count(3)
    visit.answered()
    page.get_by_role("combobox", name="Shopper").click()
    page.get_by_role("option", name="Elif").click()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.get_by_role("combobox", name="Shopper")).to_have_value(f"Elif{EVIL} · {EVIL}")
    for made_by_it in ("img[src=x]", "svg[onload]"):
        assert page.locator(made_by_it).count() == 0


@needs_browser
def test_what_would_fit_is_one_click_away(visit: Visit, served: tuple[FakeAgent, str]) -> None:
    visit.ask("nothing")
    visit.answered()
    visit.keep("nothing-fits")
    visit.page.get_by_role("button", name="up to 85.00 EUR: 9 items").click()
    expect(visit.page.locator(".asked")).to_have_count(2)
    visit.answered()
    assert served[0].changes[-1] == Change("price_max", 85.0)
    expect(visit.page.get_by_role("button", name="items")).to_have_count(0)


@needs_browser
def test_a_chinese_conversation_shows_chinese_titles(visit: Visit) -> None:
    visit.ask("降噪耳机")
    visit.answered()
    expect(visit.page.locator(".card h3").first).to_have_text("静音 3 降噪耳机")
    expect(visit.page.get_by_role("button", name="喜欢: 静音 3 降噪耳机", exact=True)).to_be_visible()


@needs_browser
def test_forgetting_is_asked_for_twice(visit: Visit, served: tuple[FakeAgent, str]) -> None:
    visit.ask("headphones")
    visit.answered()
    visit.page.get_by_role("button", name="My profile").click()
    visit.page.get_by_role("button", name="Forget me").click()
    sure = visit.page.get_by_role("button", name="Delete all of it for good?")
    expect(sure).to_be_focused()
    visit.page.keyboard.press("Tab")
    expect(sure).to_have_count(0)
    assert not served[0].forgotten
    visit.page.get_by_role("button", name="Forget me").click()
    sure.click()
    expect(visit.page.locator("#note")).to_contain_text("is deleted")
    expect(visit.page.locator(".welcome")).to_have_count(1)
    assert len(served[0].forgotten) == 1


@needs_browser
def test_two_visitors_do_not_mix(visit: Visit, served: tuple[FakeAgent, str], browser: Browser) -> None:
    agent, address = served
    context = browser.new_context()
    other = Visit(context.new_page(), address)
    other.ask("a lamp")
    visit.ask("headphones")
    other.answered()
    visit.answered()
    expect(visit.page.locator(".asked")).to_contain_text("headphones")
    expect(other.page.locator(".asked")).to_contain_text("a lamp")
    assert len({(user, session) for *_, user, session in agent.asked[-2:]}) == 2
    other.page.get_by_role("button", name="Like: Hush 3").first.click()
    expect(other.page.locator("#note")).to_contain_text("you like Hush 3")
    expect(visit.page.locator("#note")).to_have_text("")
    context.close()


@needs_browser
def test_nobody_gets_in_without_a_login_or_asks_too_fast(tmp_path: Path, browser: Browser) -> None:
    agent, port = FakeAgent(tmp_path), free_port()
    page = serve(agent, port=port, logins=[("ana", "open sesame")], rate=1, wait=False)  # type: ignore[arg-type]
    address = f"http://127.0.0.1:{port}"
    for path in ("/config", "/gradio_api/info", "/gradio_api/queue/status"):
        with pytest.raises(HTTPError, match="401"):
            urlopen(address + path)
    window = browser.new_context().new_page()
    window.goto(address)
    for password in ("sesame", "open sesame"):
        window.get_by_label("Username").fill("ana")
        window.get_by_label("Password").fill(password)
        window.get_by_role("button", name="Login").click()
        if password == "sesame":
            expect(window.get_by_text("Incorrect Credentials")).to_be_visible()
    window.get_by_role("button", name="What would I like?").click()
    expect(window.locator(".found")).to_be_visible(timeout=20_000)
    similar(window, "How Ears Work")
    expect(window.locator("#note")).to_contain_text("That was fast")
    assert len(agent.asked) == 1
    window.context.close()
    page.close()


@pytest.mark.parametrize("path", ["/etc/hostname", str(Path(__file__).parent.parent / "pyproject.toml")])
def test_no_file_of_this_machine_is_served(served: tuple[FakeAgent, str], path: str) -> None:
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{served[1]}/gradio_api/file={path}")


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(TastemakerError, match=f"port {port} is in use; .*PORT={port + 1} make chat"):
            serve(FakeAgent(tmp_path), port=port)  # type: ignore[arg-type]
