"""A browser session's turns and clicks, without a browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_agent import REPLY, FakeAgent

from tastemaker.agent.call import Call
from tastemaker.agent.change import Change
from tastemaker.tools.errors import ModelFailed
from tastemaker.ui.chat import Chat
from tastemaker.ui.talks.conversation import Conversation, Conversations
from tastemaker.ui.visitors.rate import Rate


@pytest.fixture
def agent(tmp_path: Path) -> FakeAgent:
    return FakeAgent(tmp_path)


def last(pages: Iterator[Any]) -> dict[str, str]:
    """What the last turn of the last page says."""
    *_, (page, _) = pages
    turn: dict[str, str] = page["turns"][str(page["end"] - 1)]
    return turn


def test_the_list_comes_before_the_prose(agent: FakeAgent) -> None:
    pages = [page["turns"]["0"] for page, _ in Chat(agent).ask(Conversation(), "headphones")]
    first_list = next(n for n, turn in enumerate(pages) if turn["cards"])
    first_word = next(n for n, turn in enumerate(pages) if turn["prose"])
    assert first_list < first_word
    assert pages[0]["working"] and not pages[-1]["working"]
    assert pages[-1]["prose"].count("<p>") == REPLY.count("\n\n") + 1


def test_a_page_that_was_sent_does_not_change_afterwards(agent: FakeAgent) -> None:
    pages = [page for page, _ in Chat(agent).ask(Conversation(), "headphones")]
    assert len({page["turns"]["0"]["prose"] for page in pages}) > 5


def test_a_new_conversation_offers_examples_the_catalogue_can_answer(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    welcome = chat.view(conversation)[0]["welcome"]
    assert "Noise cancelling headphones" in welcome and "Mate 40" not in welcome
    assert '<img src="data:image/webp' in welcome
    for _ in chat.act(conversation, {"do": "example", "n": "1"}):
        pass
    assert agent.asked[-1][0].startswith("Noise cancelling headphones")


def test_a_click_feeds_back_and_is_marked(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation(user="u1")
    ((page, note),) = chat.act(conversation, {"do": "like", "id": "hush"})
    assert agent.fed == [("u1", "hush", "like")]
    assert page["marks"] == {"hush": "like"}
    assert "you like Hush 3" in note


def test_a_new_shopper_stays_the_same_over_conversations_and_is_nobody_else(agent: FakeAgent) -> None:
    chat, first, other = Chat(agent), Conversation(), Conversation()
    list(chat.act(first, {"do": "dislike", "id": "hush"}))
    assert agent.fed == [(first.user, "hush", "dislike")]
    assert chat.talks.begin(first, "").user == first.user != other.user
    assert chat.talks.begin(chat.talks.begin(first, "u1"), "").user not in (first.user, "u1")


def test_more_like_this_asks(agent: FakeAgent) -> None:
    list(Chat(agent).act(Conversation(), {"do": "more", "id": "ears"}))
    assert agent.asked[-1][0] == "Similar to How Ears Work"
    assert agent.changes[-1] == Call("similar", items=("ears",))


@pytest.mark.parametrize(
    "action",
    [{}, {"do": "like"}, {"do": "view", "id": "hush"},
     {"do": "drop", "n": "0"}, {"do": "relax", "n": "0"}, {"do": "undo"},
     {"do": "example", "n": "99"}, {"do": "example", "n": ["x"]}, {"do": None, "id": {"a": 1}},
     {"do": ["like"], "id": "hush"}, {"do": "unfold", "n": "7"}],
)  # fmt: skip
def test_a_click_that_no_button_makes_does_nothing(agent: FakeAgent, action: dict[str, Any]) -> None:
    assert list(Chat(agent).act(Conversation(), action)) == []
    assert agent.fed == [] and agent.asked == []


def test_a_click_on_what_was_withdrawn_meanwhile_says_so(agent: FakeAgent) -> None:
    for done in ("like", "dislike", "purchase", "save", "more", "refuse"):
        ((page, note),) = Chat(agent).act(Conversation(), {"do": done, "id": "no such item", "n": "0"})
        assert "not in the catalogue any more" in note and page["end"] == 0
    assert agent.fed == [] and agent.asked == []


def test_picked_items_are_compared(agent: FakeAgent) -> None:
    list(Chat(agent).act(Conversation(), {"do": "compare", "ids": ["hush", "gone", "ears"]}))
    assert agent.asked[-1][0] == "Compare Hush 3 noise cancelling headphones and How Ears Work"
    assert agent.changes[-1] == Call("compare", items=("hush", "ears"))
    ((_, note),) = Chat(agent).act(Conversation(), {"do": "compare", "ids": ["hush", "gone"]})
    assert "two to four" in note


def test_a_photo_is_kept_with_the_turns_that_it_answers(agent: FakeAgent, tmp_path: Path) -> None:
    chat, conversation = Chat(agent), Conversation()
    list(chat.ask(conversation, "like this", tmp_path / "hush.png"))
    list(chat.ask(conversation, "cheaper"))
    assert [turn.photo for turn in conversation.turns] == [tmp_path / "hush.png"] * 2


def test_a_click_while_an_answer_is_written_leaves_it_running(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    pages = chat.ask(conversation, "headphones")
    for _ in range(4):
        next(pages)
    list(chat.act(conversation, {"do": "like", "id": "hush"}))
    ((_, note),) = chat.act(conversation, {"do": "more", "id": "hush"})
    assert "One moment" in note and len(agent.asked) == 1
    assert "failed" not in last(pages)["prose"]
    assert not conversation.busy


def test_the_agents_sentence_is_shown(agent: FakeAgent) -> None:
    assert "There was no question" in last(Chat(agent).ask(Conversation(), " "))["prose"]


def test_an_error_for_the_person_becomes_their_sentence(agent: FakeAgent, monkeypatch: Any) -> None:
    def turn(*_: Any) -> Iterator[Any]:
        raise ModelFailed("the model is gone; run `tastemaker doctor`")
        yield

    monkeypatch.setattr(agent, "turn", turn)
    assert "run `tastemaker doctor`" in last(Chat(agent).ask(Conversation(), "headphones"))["prose"]


def test_a_bug_ends_the_turn_and_its_traceback_is_for_the_terminal(agent: FakeAgent, capsys: Any) -> None:
    chat, conversation = Chat(agent), Conversation()
    assert "broke off" in last(chat.ask(conversation, "stumble"))["prose"]
    assert "RuntimeError: a bug" in capsys.readouterr().err
    assert "Hush 3" in last(chat.ask(conversation, "headphones"))["cards"]


def test_a_conversation_that_was_left_shows_nothing_more(agent: FakeAgent) -> None:
    chat, before = Chat(agent), Conversation(user="u1")
    pages = chat.ask(before, "headphones")
    for _ in range(4):
        next(pages)
    after = chat.talks.begin(before, "u2")
    assert list(pages) == []
    assert (after.user, after.turns, after.marks) == ("u2", [], {})
    assert after.session != before.session


def test_long_conversations_are_bounded(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    for n in range(43):
        list(chat.ask(conversation, f"question {n}"))
    assert len(conversation.turns) == 40
    assert "question 42" in conversation.turns[-1].asked


def test_a_removed_limit_runs_the_search_again_without_it(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    list(chat.ask(conversation, "headphones"))
    assert last(chat.act(conversation, {"do": "drop", "n": "2"}))["limits"].count("<li>") == 2
    assert agent.changes[-1] == Change("exclude", word="wool")
    assert "without the limit “not wool”" in conversation.turns[-1].asked
    assert list(chat.act(conversation, {"do": "drop", "n": "2"})) == [], "there are two left"


def test_what_a_click_says_is_in_the_language_of_the_talk(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    list(chat.ask(conversation, "降噪耳机"))
    ((_, note),) = chat.act(conversation, {"do": "like", "id": "hush"})
    assert "已记下：您喜欢静音 3 降噪耳机。" in note
    chips = last(chat.act(conversation, {"do": "drop", "n": "2"}))["limits"]
    assert "不限“不要wool”" in conversation.turns[-1].asked and "Limits" not in chips


def test_a_relaxation_that_is_clicked_is_run_exactly(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    assert "up to 85.00 EUR: 9 items<" in last(chat.ask(conversation, "nothing"))["choices"]
    list(chat.act(conversation, {"do": "relax", "n": "0"}))
    assert agent.changes[-1] == Change("price_max", 85.0)
    list(chat.ask(conversation, "nothing"))
    list(chat.act(conversation, {"do": "relax", "n": "1"}))
    assert agent.changes[-1] == Change("media")


def test_what_may_be_said_next_can_be_pressed(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    assert ">blue</button>" in last(chat.ask(conversation, "vague"))["choices"]
    list(chat.act(conversation, {"do": "say", "n": "1"}))
    assert agent.asked[-1][0] == "blue"
    assert not list(chat.act(conversation, {"do": "say", "n": "1"}))


def test_undo_takes_back_what_was_answered_and_only_hides_what_was_not(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    for text in ("headphones", "shoes", " "):
        list(chat.ask(conversation, text))
    ((page, _),) = chat.act(conversation, {"do": "undo"})
    assert page["end"] == 2 and agent.undone == []
    ((page, note),) = chat.act(conversation, {"do": "undo"})
    assert page["end"] == 1 and agent.undone == [conversation.session]
    assert "taken back" in note
    ((page, _),) = chat.act(conversation, {"do": "undo"})
    assert page["end"] == 0 and page["welcome"]


def test_undo_ends_where_the_agents_memory_does(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    list(chat.ask(conversation, "headphones"))
    agent.undone = ["s"] * 6
    ((page, note),) = chat.act(conversation, {"do": "undo"})
    assert "Nothing further back" in note and page["end"] == 1


def test_a_visitor_who_is_too_fast_is_told_when_to_go_on(agent: FakeAgent, monkeypatch: Any) -> None:
    now = 1000.0
    monkeypatch.setattr("tastemaker.ui.visitors.rate.time.monotonic", lambda: now)
    chat, first, second = Chat(agent, Rate(2)), Conversation(visitor="a"), Conversation(visitor="a")
    other = Conversation(visitor="b")
    list(chat.ask(first, "one"))
    now += 20
    list(chat.ask(second, "two"))
    ((page, note),) = chat.ask(first, "three")
    assert "can be sent in 40 s" in note and page["end"] == 1 and page["unsent"] == "three"
    list(chat.ask(other, "other"))
    now += 40
    list(chat.ask(first, "three"))
    assert [text for text, *_ in agent.asked] == ["one", "two", "other", "three"]


def test_a_rate_keeps_no_more_visitors_than_it_can(monkeypatch: Any) -> None:
    now = 0.0
    monkeypatch.setattr("tastemaker.ui.visitors.rate.time.monotonic", lambda: now)
    monkeypatch.setattr("tastemaker.ui.visitors.rate._MOST_VISITORS", 3)
    rate = Rate(1)
    assert [rate.wait(who) for who in "abc"] == [0, 0, 0]
    now += 30
    assert rate.wait("a") == 30
    assert rate.wait("d") == 0, "of b, who was here longest ago, nothing is known any more"
    assert [rate.wait(who) for who in "acdb"] == [30, 30, 60, 0]


def test_only_turns_that_changed_are_sent_and_old_ones_fold_away(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    sizes = []
    for n in range(42):
        pages = list(chat.ask(conversation, f"question {n}"))
        sizes.append(
            sum(len(turn["cards"]) for page, _ in pages for turn in page["turns"].values() if "cards" in turn)
        )
    assert max(sizes) < 1.1 * sizes[0]
    assert all(set(page["turns"]) <= {"37", "41"} for page, _ in pages)
    assert set(pages[0][0]["turns"]["37"]) == {"asked", "fold"}
    ((page, _),) = chat.act(conversation, {"do": "unfold", "n": "37"})
    assert "Hush 3" in page["turns"]["37"]["cards"] and set(page["turns"]) == {"37"}
    ((page, _),) = chat.act(conversation, {"do": "like", "id": "hush"})
    assert page["turns"] == {}
    list(chat.ask(conversation, "question 42"))
    whole = next(chat.resume(conversation))[0]
    assert (whole["first"], whole["end"], len(whole["turns"])) == (3, 43, 40)
    assert sum("cards" in turn for turn in whole["turns"].values()) == 4


def test_undo_unfolds_what_comes_to_the_end(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation()
    for n in range(6):
        list(chat.ask(conversation, f"question {n}"))
    ((page, _),) = chat.act(conversation, {"do": "undo"})
    assert page["end"] == 5 and "cards" in page["turns"]["1"] and len(page["turns"]) == 1


def test_a_page_that_is_gone_misses_nothing(agent: FakeAgent) -> None:
    chat, conversation = Chat(agent), Conversation(owner="ana")
    agent.speaks.clear()
    pages = chat.ask(conversation, "headphones")
    next(pages)
    token = next(pages)[0]["token"]
    pages.close()  # type: ignore[attr-defined]
    agent.speaks.set()
    assert chat.talks.find(token, "ben") is None and chat.talks.find("", "ana") is None
    found = chat.talks.find(token, "ana")
    assert found is conversation
    prose = [turn["prose"] for page, _ in chat.resume(found) for turn in page["turns"].values()]
    assert prose[-1].endswith(f"{REPLY[-20:]}</p>") and not found.busy
    assert [text for text, *_ in agent.asked] == ["headphones"]


def test_a_conversation_can_be_had_back_after_a_new_one_was_begun(agent: FakeAgent) -> None:
    chat, first = Chat(agent), Conversation(user="u1", owner="")
    assert chat.talks.back(first) is first
    pages = chat.ask(first, "headphones")
    next(pages)
    empty = chat.talks.begin(first, "u2")
    assert "conversation before" in chat.view(empty)[0]["before"]
    list(pages)  # ends unseen
    second = chat.talks.begin(empty, "")
    assert chat.talks.back(second) is first and not first.over
    page = next(chat.resume(first))[0]
    assert "headphones" in page["turns"]["0"]["asked"] and not page["turns"]["0"]["working"]
    assert not page["before"], "there was nothing in the new ones"
    list(chat.ask(first, "and shoes"))
    assert agent.asked[-1][2:] == ("u1", first.session)
    third = chat.talks.begin(first, "u2")
    list(chat.ask(third, "a lamp"))
    assert chat.talks.back(chat.talks.back(third)) is third


def test_conversations_are_kept_in_bounds(monkeypatch: Any) -> None:
    now = 0.0
    monkeypatch.setattr("tastemaker.ui.talks.conversation.time.monotonic", lambda: now)
    monkeypatch.setattr("tastemaker.ui.talks.conversation._MOST_CONVERSATIONS", 2)
    kept, talks = Conversations(), [Conversation(owner="") for _ in range(3)]
    for talk in talks:
        kept.keep(talk)
        now += 1
    assert len({talk.token for talk in talks}) == 3 and all(len(talk.token) >= 32 for talk in talks)
    assert [kept.find(talk.token, "") for talk in talks] == [None, *talks[1:]]
    now += 12 * 3600
    assert kept.find(talks[2].token, "") is None
    kept.keep(talks[1])
    assert kept.find(talks[1].token, "") is talks[1] and len(kept._kept) == 1


def test_a_page_is_in_its_own_conversation(monkeypatch: Any) -> None:
    monkeypatch.setattr("tastemaker.ui.talks.conversation._MOST_PAGES", 2)
    kept = Conversations()
    first, second = kept.shown("a"), kept.shown("b")
    assert first is kept.shown("a") is not second
    kept.show("b", first)
    assert kept.shown("b") is first
    assert kept.shown("c") is not first and kept.shown("a") is not first, (
        "of more pages than two the oldest go"
    )
