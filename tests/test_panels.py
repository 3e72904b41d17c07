"""What the panels of the page show and give, as texts; and what a visitor may do in them."""

import csv
import io
import json
import time
from pathlib import Path

import pytest
import yaml
from fake_agent import EVIL, ITEMS, FakeAgent

from tastemaker.agent.agent import Agent
from tastemaker.agent.events import Answer, Shown
from tastemaker.agent.talks.directory import ListedTalk
from tastemaker.tools.catalogue.item import Catalogue, Item
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.fusion.fuse import Recommendation
from tastemaker.ui.chat import Chat
from tastemaker.ui.talks import listed
from tastemaker.ui.talks.conversation import Conversation
from tastemaker.ui.talks.markdown import markdown
from tastemaker.ui.talks.panels import Panels
from tastemaker.ui.talks.profile import profile
from tastemaker.ui.talks.saved import saved, table
from tastemaker.ui.visitors.visitor import cookie, language, owner

SECRET = "a" * 43


def of(name: str, owner: str = "ana") -> ListedTalk:
    return ListedTalk(name, owner, "u1", f"{name} {EVIL}", "", 1_700_000_000.0, 2)


def own(chat: Chat, owner: str = "ana", user: str = "new-a") -> Conversation:
    conversation = Conversation(user)
    assert conversation.belongs(owner)
    return conversation


def test_a_list_of_talks_is_escaped_and_tells_where_one_is() -> None:
    html = listed.talks([of("one"), of("two")], "two", "en")
    assert html.count("<li") == 2 and html.count("aria-current") == 1
    assert "<img" not in html and "onerror=alert(1)&gt;" in html and "Nov 14, 2023 · 2 requests" in html
    assert "no conversation yet" in listed.talks([], "", "en")
    assert "holds these words" in listed.talks([], "", "en", sought=True)
    assert "2 Anfragen" in listed.talks([of("one")], "", "de")


def test_the_saved_table_is_run_by_no_spreadsheet() -> None:
    evil = Item("=1+1", "@SUM(A1)", brand="-x", price=9.5, currency="EUR", url="https://example.org/a,b")
    rows = list(csv.DictReader(io.StringIO(table({"=1+1": 0.0, "gone": 1.0}, Catalogue([evil])))))
    assert rows[0] == {
        "id": "'=1+1", "title": "'@SUM(A1)", "brand": "'-x", "price": "9.50", "currency": "EUR",
        "category": "", "url": "https://example.org/a,b", "saved_at": "1970-01-01T00:00:00+00:00",
    }  # fmt: skip
    assert (rows[1]["id"], rows[1]["title"]) == ("gone", "")


def test_saved_items_are_escaped_the_last_one_first() -> None:
    html = saved({"hush": 1.0, ITEMS[-1].id: 2.0, "gone": 3.0}, Catalogue(ITEMS), lambda item: None, "en")
    assert html.index("No longer in the catalogue") < html.index("Ridge") < html.index("Hush 3")
    assert "<img" not in html and "<b>Ridge" not in html and html.count('data-do="unsave"') == 3


def test_a_profile_says_what_is_known_and_whence(tmp_path: Path) -> None:
    agent, profiles = FakeAgent(tmp_path), Profiles(tmp_path / "profiles.sqlite")
    profiles.remember("u1", f"I have {EVIL}", f"remember that I have {EVIL}")
    profiles.add("u1", "hush", "dislike")
    html = profile("u1", agent.shop, profiles, 3, "en")  # type: ignore[arg-type]
    assert "You said “remember that I have" in html and "You do not like Hush 3" in html
    assert "You shop as Lin Yue, sound and cameras." in html and "3 conversations are kept." in html
    assert "<img" not in html and html.count('data-do="take_back"') == 1
    none = profile("new-1", agent.shop, profiles, 0, "en")  # type: ignore[arg-type]
    assert "Nothing is known about you yet." in none and "Forget me" in none


def test_markdown_holds_no_markup_of_others() -> None:
    item = Item("x", "A *bold* <b>lamp</b> [x](y)", price=5.0, currency="EUR", url="https://e.org/a>b")
    shown = Shown(1, Recommendation(item, 0.5, ()), "Bright # and\nsmall.")
    text = markdown(
        "My _lamp_", [(Answer("a lamp\n# loud", "u1", "s", items=(shown,), reply="Here.\n\nIt."), "en")]
    )
    assert text == (
        "# My \\_lamp\\_\n\n> a lamp\n> \\# loud\n\n"
        "1. **[A \\*bold\\* &lt;b&gt;lamp&lt;/b&gt; \\[x\\]\\(y\\)](<https://e.org/a%3Eb>)**  \n"
        "   5\\.00 EUR: Bright \\# and small\\.\n\nHere\\.\n\nIt\\.\n"
    )


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("ca,fr;q=0.5,pt;q=0.7", "pt"), ("", "en"), ("zh-Hans-CN", "zh"),
     ("en;q=0,it;q=0.1", "it"), ("fr;q=0", "en"), (";q=;q=,,", "en"), ("ja;q=nan" * 99, "en")],
)  # fmt: skip
def test_the_browser_says_its_language(accepted: str, spoken: str) -> None:
    assert language(accepted) == spoken


def test_a_browser_is_known_by_its_secret_and_a_login_by_its_name() -> None:
    cookies = {"tastemaker-visitor": SECRET}
    assert owner("", {}) == owner("", {"tastemaker-visitor": "short"}) == ""
    assert owner("", cookies) == owner(None, cookies) != owner("ana", cookies) == owner("ana", {})
    assert SECRET not in owner("", cookies)
    made = cookie({}, secure=True)
    assert "HttpOnly" in made and "SameSite=Lax" in made and made.endswith("Secure")
    assert cookie(cookies, secure=False) == "" and cookie({}, False) != cookie({}, False)


def talked(plain: Agent) -> tuple[Chat, Panels, Conversation]:
    chat = Chat(plain)
    conversation = own(chat)
    for text in ("red shoes", "under 90"):
        list(chat.ask(conversation, text))
    return chat, Panels(plain, chat.talks), conversation


def test_a_talk_is_drawn_again_as_it_was(plain: Agent) -> None:
    chat, _, conversation = talked(plain)
    plain.feedback(conversation.user, "case", "like")
    before = chat.view(conversation, whole=True)[0]["turns"]
    again = Chat(plain)
    assert again.talks.find(conversation.token, "ben") is None
    found = again.talks.find(conversation.token, "ana")
    assert found is not None and found is not conversation and found.user == conversation.user
    after = again.view(again.talks.arrive(found, found.token), whole=True)[0]
    assert after["marks"] == {"case": "like"} and after["token"] == conversation.token
    for number, turn in before.items():
        for part in ("asked", "cards", "prose", "choices"):
            assert after["turns"][number][part] == turn[part], part
        chips = (told["limits"].count('data-do="drop"') for told in (turn, after["turns"][number]))
        assert len({*chips}) == 1, "what they may be instead is known again after the next list"
    list(again.ask(found, "under 50"))
    assert len(plain.talk(conversation.session).records) == 3
    assert again.talks.of("a page", "ana", found.token) is found
    assert again.talks.of("another", "ben", found.token) is not found


def test_a_panel_acts_only_in_what_is_the_visitors_own(plain: Agent) -> None:
    chat, panels, conversation = talked(plain)
    stranger, id = own(chat, "ben", "new-b"), conversation.session
    for done in ("open", "delete", "rename", "markdown", "script", "nonsense", "drop", "take_back"):
        drawn, entered = panels.use(stranger, {"do": done, "id": id, "name": "mine"})
        assert entered is stranger and not drawn.get("file") and "red shoes" not in json.dumps(drawn)
    nobody = Conversation()
    assert nobody.belongs("")
    assert "no conversation yet" in panels.use(nobody, {"do": "talks"})[0]["panel"]["body"]
    assert len(plain.talk(id).records) == 2
    panels.use(conversation, {"do": "rename", "id": id, "name": "Mine"})
    assert "Mine" in panels.use(conversation, {"do": "talks", "words": "RED"})[0]["panel"]["body"]
    drawn, _ = panels.use(conversation, {"do": "script", "id": id})
    assert [turn["says"] for turn in yaml.safe_load(drawn["file"]["text"])["turns"]] == [
        "red shoes",
        "under 90",
    ]
    assert panels.use(conversation, {"do": "markdown", "id": id})[0]["file"]["text"].startswith("# Mine")
    drawn, entered = panels.use(conversation, {"do": "delete", "id": id})
    assert entered is not conversation and not entered.turns and entered.earlier is None
    assert not plain.talk(id).records and chat.talks.find(id, "ana") is None


@pytest.mark.parametrize("action", [{}, {"do": ["open"]}, {"do": "open", "id": {"a": 1}}, {"do": "rename"},
                                    {"do": "delete", "id": "\ud800"}, {"do": "drop", "fact": 7}])  # fmt: skip
def test_a_click_that_no_panel_makes_does_nothing(plain: Agent, action: dict[str, object]) -> None:
    chat, panels, conversation = talked(plain)
    assert panels.use(conversation, action)[1] is conversation
    assert chat.talks.find("\ud800", "ana") is None and len(plain.talk(conversation.session).records) == 2


def test_a_new_shopper_is_the_same_in_all_tabs_of_a_browser(plain: Agent) -> None:
    first, second, other = Conversation(), Conversation(), Conversation()
    assert first.belongs("ana") and second.belongs("ana") and other.belongs("ben")
    assert first.user == second.user != other.user and first.session != second.session
    assert not first.belongs("ben")


def test_saving_and_saving_again(plain: Agent) -> None:
    chat = Chat(plain)
    conversation = own(chat)
    ((page, note),) = chat.act(conversation, {"do": "save", "id": "case"})
    assert page["saved"] == ["case"] and "Saved for later" in note
    assert list(plain.profiles.saved(conversation.user)) == ["case"]
    assert chat.talks.arrive(own(chat), "").saved == {"case"}
    ((page, _),) = chat.act(conversation, {"do": "save", "id": "case"})
    assert page["saved"] == [] and not plain.profiles.saved(conversation.user)


def test_what_is_forgotten_in_words_is_not_listed(plain: Agent) -> None:
    chat, panels, conversation = talked(plain)
    list(chat.ask(conversation, "forget everything about me"))
    assert (
        plain.memory.directory.of("ana") == [] and plain.memory.directory.find(conversation.session) is None
    )


def test_incognito_is_over_when_it_is_left(plain: Agent) -> None:
    chat, panels, conversation = talked(plain)
    _, aside = panels.use(conversation, {"do": "pass"})
    assert aside.passing and aside.earlier is conversation and aside.user != conversation.user
    list(chat.ask(aside, "a phone case"))
    assert len(plain.talk(aside.session).records) == 1 and "Incognito" in panels.menu(aside)["aside"]
    assert [one.session for one in plain.memory.directory.of("ana")] == [conversation.session]
    _, back = panels.use(aside, {"do": "begin"})
    assert not back.passing and back.user == conversation.user and back.earlier is conversation
    for _ in range(100):
        if not plain.talk(aside.session).records:
            break
        time.sleep(0.05)
    assert not plain.talk(aside.session).records and not aside.turns
