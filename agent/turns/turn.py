"""One turn of a conversation, as a generator of events: understand, run each call, answer, keep.

The list comes first, the prose second; every piece of prose is checked before it is shown.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from tastemaker.agent.answer.evidence import said
from tastemaker.agent.answer.language import phrase
from tastemaker.agent.answer.phrases import not_used, reasons
from tastemaker.agent.answer.prose import words
from tastemaker.agent.answer.why import unable
from tastemaker.agent.call import Call, arguments, told
from tastemaker.agent.change import Change
from tastemaker.agent.events import Answer, Answered, Called, Event, Found, Offered, Shown, Thinking, Token
from tastemaker.agent.talks.talk import Made, Record, Standing, Talk
from tastemaker.agent.turns.dials import Dials, offered
from tastemaker.agent.turns.given import Given, lasting_words, situation
from tastemaker.agent.turns.outcome import Done, Outcome
from tastemaker.agent.turns.standing import chosen, listed, sought, without
from tastemaker.agent.understand.comparatives import compared, valued
from tastemaker.agent.understand.reader import Understood, understand
from tastemaker.tools.catalogue.said import is_said
from tastemaker.tools.errors import Retry
from tastemaker.tools.facts.result import Result
from tastemaker.tools.search.limits.budget import least, within
from tastemaker.tools.toolbox import Toolbox

_NAMED = ("search", "similar", "for_you", "goes_with")
"""The tools of which it is said what they do."""


def turn(given: Given) -> Iterator[Event]:
    """The events of one turn; the last is `Answered`, told when it is kept. Raises TastemakerError."""
    talk, out = given.memory.sessions.talk(given.session), Outcome()
    if given.change is None:
        yield Thinking(phrase("doing_read", talk.standing.language))
    lasting = lasting_words(given, talk.standing)
    found = understand(given, talk)
    out.spent(found.usage)
    standing = found.standing
    if found.calls and not given.cancelled():
        tool = found.calls[0].tool
        doing = phrase(f"doing_{tool if tool in _NAMED else 'other'}", found.language)
        yield Thinking(doing)
    for done in _all(given, found):
        out.done.append(done)
        yield done.called
        standing = _after(standing, done, lasting, given, out.lists)
        found.standing = replace(found.standing, told=standing.told)  # a wish holds for the list beside it
        if done.makes_list or done.result.items:
            shown = _shown(given, found, done, need=len(out.done), first=len(out.items) + 1)
            out.items += shown
            out.lists = standing.made if shown else out.lists
            out.lap("first_list")
            by_score = done.makes_list and not done.result.order
            dials = offered(done.result.kinds, standing.dials) if by_score else {}
            yield Found(tuple(shown), found.language, standing.limits, done.result.near, dials)
    if (last := next((done for done in reversed(out.done) if done.makes_list), None)) is not None:
        yield Offered(last.result.ways())
    for piece in words(given, found, out):
        out.lap("first_word")
        out.reply += piece
        yield Token(piece)
    answer = out.answer(given, found, standing)
    choices = () if out.asked is None else out.asked.choices
    standing = replace(standing, offered=choices, refused=found.refused)
    forgot = any(done.forgets for done in out.done)
    notes = [] if forgot else _kept(given, found, talk, standing, answer)
    notes += [not_used(given.shop, unused, found.language) for unused in found.unused]
    notes += given.memory.profiles.notes() if given.user is not None else []
    out.lap("total")
    yield Answered(replace(answer, notes=tuple(notes)))


def _all(given: Given, found: Understood) -> Iterator[Done]:
    """The calls as they are run; where one of each has to fit a budget, all are run first."""
    running = (_run(given, found, call) for call in found.calls if not given.cancelled())
    budget = next((call.query.budget for call in found.calls if call.query.budget is not None), None)
    return running if budget is None else iter(_within(list(running), budget))


def _within(all: list[Done], budget: float) -> list[Done]:
    """The lists with those first that fit the budget together, and what these cost."""
    lists = [done.result.items for done in all if done.makes_list]
    chosen = within(lists, budget)
    if chosen is None:
        facts = {"budget": budget, "least": least(lists)}
        return [*all[:-1], replace(all[-1], result=replace(all[-1].result, facts=facts))]
    places, after = iter(chosen), []
    sum_of = sum(items[place].item.price or 0.0 for items, place in zip(lists, chosen, strict=True))
    for done in all:
        if done.makes_list:
            items, place = done.result.items, next(places)
            first = (items[place], *(one for at, one in enumerate(items) if at != place))
            done = replace(done, result=replace(done.result, items=first))
        after.append(done)
    facts = {"budget": budget, "together": round(sum_of, 2)}
    return [*after[:-1], replace(after[-1], result=replace(after[-1].result, facts=facts))]


def _run(given: Given, found: Understood, call: Call) -> Done:
    """A call, and what came of it."""
    begun, standing = time.perf_counter(), found.standing
    lasting = lasting_words(given, standing)
    refused = frozenset(id for id, _ in found.refused)
    toolbox = Toolbox(given.shop, given.memory.profiles, situation(given, standing, lasting, refused))
    try:
        call, result = _made(given, toolbox, call)
    except Retry as retry:
        result = _unable(retry, found.language)
    ms = 1000 * (time.perf_counter() - begun)
    return Done(
        call, result, Called(call.tool, told(call), ms, len(result.about), result.text, result.answers)
    )


def _made(given: Given, toolbox: Toolbox, call: Call) -> tuple[Call, Result]:
    """The result of a call, and the call with the words that compare as conditions."""
    if call.tool == "forget" and call.text == "everything":
        count = given.memory.forget(given.user, given.session)
        return call, Result(f"Forgotten: everything ({count}).", facts={"everything": count})
    if call.tool == "remember" and given.user is None and is_said(call.text, given.said):
        return call, Result(f"In mind for now: {call.text}", facts={"fact": call.text, "here": True})
    if call.tool == "similar" and call.query.what:
        call = compared(call, toolbox.find(call.items[0]), given.shop)
    if call.tool == "search" and call.query.order:
        call = replace(call, query=valued(call.query, given.shop))
    return call, toolbox.call(call.tool, arguments(call))


def _unable(retry: Retry, language: str) -> Result:
    return Result(unable(retry, language), facts={"unable": retry.kind, **retry.values})


def _shown(given: Given, found: Understood, done: Done, need: int, first: int) -> list[Shown]:
    language, before = found.language, found.standing.shown
    weighed, items = isinstance(given.change, Dials), done.result.items
    told = zip(items, reasons(given.shop, items, language), strict=True)
    return [
        Shown(
            n,
            listed,
            reason,
            need,
            tuple(said(given.shop, part, language) for part in listed.evidence),
            _place(before, listed.item.id) if weighed else None,
        )
        for n, (listed, reason) in enumerate(told, first)
    ]


def _place(before: Sequence[str], id: str) -> int:
    return before.index(id) + 1 if id in before else 0


def _after(
    standing: Standing, done: Done, lasting: tuple[str, ...], given: Given, beside: tuple[Made, ...]
) -> Standing:
    """What is in force after a call."""
    if done.forgets:
        return Standing(language=standing.language)
    if done.makes_list:
        return listed(standing, done.call, done.result, beside)
    if done.result.items:
        return chosen(standing, done.result)
    if done.call.tool == "remember" and given.user is None and "fact" in done.result.facts:
        return replace(standing, told=(*standing.told, str(done.result.facts["fact"])))
    if done.call.tool == "forget":
        forgotten = done.result.facts.get("forgotten", ())
        standing = replace(standing, told=tuple(fact for fact in standing.told if fact not in forgotten))
        if standing.call is None:
            return standing
        # What was excluded only as long as a fact that is forgotten now.
        gone = {word.casefold() for word in lasting} - {
            word.casefold() for word in lasting_words(given, standing)
        }
        return replace(standing, call=sought(standing, without(standing.limits, gone)))
    about = [] if done.call.tool == "history" else done.result.about
    numbers = [standing.shown.index(item.id) + 1 for item in about if item.id in standing.shown]
    return replace(standing, last=numbers[0]) if len(numbers) == 1 else standing


def _kept(given: Given, found: Understood, talk: Talk, standing: Standing, answer: Answer) -> list[str]:
    """Keeps the turn, or takes the last one away; what the shopper has to know of it."""
    sessions, language = given.memory.sessions, found.language
    if found.before is not None:
        last = found.before.records[-1:]
        why = sessions.undo(given.session, talk, replace(last[0], standing=standing) if last else None)
    elif found.notice == "not_undone":
        why = ""
    elif isinstance(given.change, Dials):
        weighed = answer.as_json() | {"text": talk.records[-1].said}
        renewed = replace(talk.records[-1], standing=standing, answer=weighed)
        why = sessions.renew(given.session, renewed) if answer.items else ""
    else:
        change = asdict(given.change) if isinstance(given.change, Change) else None
        record = Record(given.text, given.user, standing, answer.as_json(), change, found.written)
        why = sessions.keep(given.session, talk, record, given.photo)
    told = [("not_known", talk.lost), ("not_kept", "" if why == talk.lost else why)]
    return [phrase(key, language, why=lost) for key, lost in told if lost]
