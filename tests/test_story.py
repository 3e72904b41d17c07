"""All that was said with a need: its sense counts beside the words that a model makes of it."""

from tastemaker.agent.agent import Agent
from tastemaker.agent.call import Call, arguments, told
from tastemaker.agent.query import Query
from tastemaker.tools.search.routes import Routes
from tastemaker.tools.shop import Shop


def test_the_vector_of_a_need_leans_to_what_was_said_with_it(shop: Shop) -> None:
    routes = Routes(shop, ())
    story, bare = routes.encoded("coffee in the mornings"), routes.encoded("present")
    both = routes.encoded("present", "coffee in the mornings")
    assert bare @ story < both @ story < both @ bare
    assert abs(both @ both - 1) < 1e-5


def test_a_story_is_kept_with_its_need_and_told_to_nobody() -> None:
    call = Call("search", Query("present", story="a present for my father, who gardens"))
    assert Call.of("search", arguments(call)) == call == Call.of_json(call.as_json())
    assert "story" not in told(call)
    assert call.query.changed(Query("small")).story == call.query.story


def test_one_need_has_its_story_and_several_have_none(quiet: Agent, written: dict[str, str]) -> None:
    def story(said: str, calls: str) -> str:
        written[said] = calls
        quiet.ask(said, session="s")
        call = quiet.memory.sessions.talk("s").standing.call
        assert call is not None
        return call.query.story

    need = "My brother runs every day, whatever for. What would please him?"
    assert story(need, 'find "gift"') == need
    assert story("nothing over 90 for him, please", "also where price <= 90") == need
    assert story("shoes and a book", 'find "shoes"\nfind "book"') == ""
