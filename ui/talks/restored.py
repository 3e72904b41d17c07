"""A conversation as its page showed it before the server was started again, from what is kept of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tastemaker.agent.answer.language import phrase
from tastemaker.agent.call import LISTS
from tastemaker.agent.events import Answered, Called, Found, Shown
from tastemaker.agent.talks.directory import ListedTalk
from tastemaker.agent.talks.talk import Record
from tastemaker.agent.turns.dials import offered
from tastemaker.agent.turns.retold import answer_of
from tastemaker.ui.shown import parts
from tastemaker.ui.shown.progress import Turn
from tastemaker.ui.talks.conversation import Conversation

if TYPE_CHECKING:
    from tastemaker.agent.agent import Agent
    from tastemaker.tools.shop import Shop


def restored(listed: ListedTalk, agent: "Agent") -> Conversation:
    """The conversation; a request that was not answered any more stands at its end, to be asked again."""
    found = Conversation(listed.user, listed.session)
    found.owner = listed.owner
    records = agent.talk(listed.session).records
    found.turns = [_turn(n, record, listed.session, agent.shop) for n, record in enumerate(records)]
    if _is_unanswered(listed, records):
        language = found.language
        broken = Turn(
            len(found.turns),
            parts.asked(listed.asking, language=language),
            language=language,
            again=listed.asking,
        )
        broken.fail(phrase("broken_off", language))
        found.turns.append(broken)
    found.fold()
    return found


def _turn(number: int, record: Record, session: str, shop: "Shop") -> Turn:
    language = record.standing.language
    turn = Turn(number, parts.asked(record.said, language=language), language=language)
    try:
        answer = answer_of(record, session, shop)
    except (KeyError, TypeError, ValueError):  # as another version kept it
        turn.prose = str(record.answer.get("reply", ""))
        return turn
    for need, call in enumerate(answer.calls, 1):
        turn.take(call)
        if items := tuple(shown for shown in answer.items if shown.need == need):
            turn.take(Found(items, language, answer.limits, dials=_dials(call, items, record)))
    turn.take(Answered(answer))
    return turn


def _dials(call: Called, items: Sequence[Shown], record: Record) -> Mapping[str, float]:
    """The dials of a list, as far as its reasons tell them; none where a field put it in order."""
    if call.tool not in LISTS or "order" in call.args:
        return {}
    kinds = {part.kind for shown in items for part in shown.recommendation.evidence if part.kind != "limit"}
    return offered(kinds, record.standing.dials)


def _is_unanswered(listed: ListedTalk, records: Sequence[Record]) -> bool:
    answered = records and records[-1].said == listed.asking.strip() and records[-1].time >= listed.time
    return bool(listed.asking and not answered)
