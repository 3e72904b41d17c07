"""One turn of a conversation, as a generator of events: understand, run each call, answer, keep.

The list comes first, the prose second; every piece of prose is checked before it is shown.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.ask_back import Question, question
from tastemaker.agent.answer.writer import Writer
from tastemaker.agent.conversation import listed, with_limits_in_force, without
from tastemaker.agent.decide import read
from tastemaker.agent.events import Answer, Answered, Called, Claims, Event, Found, Shown, Thinking, Token
from tastemaker.agent.given import Given, lasting_words, situation
from tastemaker.agent.interpret import Understood, interpret
from tastemaker.agent.ordered import by_price, parted
from tastemaker.agent.reading.view import Reading
from tastemaker.agent.talk import Record, Standing, Talk
from tastemaker.tools.errors import Retry
from tastemaker.tools.search.limits import Limits
from tastemaker.tools.toolbox import LIST_LENGTH, Result, Toolbox

_COUNTED = ("prompt_tokens", "cached_tokens", "completion_tokens")
_DOING = {
    "search": "searching the catalogue",
    "similar": "looking for similar things",
    "for_you": "reading your history",
    "goes_with": "looking at what people take together",
}


@dataclass(frozen=True, slots=True)
class _Done:
    """A call that has run."""

    reading: Reading
    result: Result
    called: Called

    @property
    def makes_list(self) -> bool:
        return self.reading.tool in _DOING and "unable" not in self.result.facts

    @property
    def forgets(self) -> bool:
        """Whether all that was known of the shopper is deleted by it."""
        return "everything" in self.result.facts


@dataclass
class _Outcome:
    """What comes of a turn."""

    begun: float = field(default_factory=time.perf_counter)
    done: list[_Done] = field(default_factory=list)
    items: list[Shown] = field(default_factory=list)
    reply: str = ""
    asked: Question | None = None
    claims: Claims = Claims()
    ms: dict[str, float] = field(default_factory=dict)
    usage: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))

    def lap(self, name: str) -> None:
        """Notes when something was first there, in milliseconds from the beginning of the turn."""
        self.ms.setdefault(name, 1000 * (time.perf_counter() - self.begun))

    def spent(self, usage: Mapping[str, int]) -> None:
        """Adds what a call of the model cost."""
        for name in self.usage:
            self.usage[name] += usage.get(name, 0)

    def answer(self, given: Given, found: Understood, standing: Standing) -> Answer:
        """Everything about this turn."""
        return Answer(
            text=given.text,
            user=given.user,
            session=given.session,
            calls=tuple(done.called for done in self.done),
            items=tuple(self.items),
            reply=self.reply.strip(),
            claims=self.claims,
            relaxed=tuple(relaxed for done in self.done for relaxed in done.result.relaxed),
            limits=standing.limits,
            asked=self.asked,
            waiting=found.waiting,
            usage=self.usage,
            ms=self.ms,
            model=given.model_name,
        )


def turn(given: Given) -> Iterator[Event]:
    """The events of one turn; the last is `Answered`, told when it is kept. Raises TastemakerError."""
    talk, out = given.memory.sessions.talk(given.session), _Outcome()
    if given.change is None:
        yield Thinking("reading the request")
    lasting = lasting_words(given)
    found = interpret(given, talk)
    out.spent(found.usage)
    standing = found.standing
    for reading in [found.reading]:  # the reader of today reads one call
        if reading.tool == "chat" or given.cancelled():
            break
        yield Thinking(_DOING.get(reading.tool, "looking it up"))
        done = _run(given, found, standing, reading, lasting)
        out.done.append(done)
        yield done.called
        standing = _after(standing, done, lasting, given)
        if done.makes_list:
            shown = _shown(given, done, need=len(out.done), first=len(out.items) + 1)
            out.items += shown
            out.lap("first_list")
            yield Found(tuple(shown), done.reading.language, standing.limits)
    for piece in _words(given, found, out):
        out.lap("first_word")
        out.reply += piece
        yield Token(piece)
    answer = out.answer(given, found, standing)
    offered = () if out.asked is None else out.asked.choices
    standing = replace(standing, offered=offered, waiting=found.waiting, refused=found.refused)
    forgot = any(done.forgets for done in out.done)
    notes = [] if forgot else _kept(given, found, talk, standing, answer)
    notes += given.memory.profiles.notes() if given.user is not None else []
    out.lap("total")
    yield Answered(replace(answer, notes=tuple(notes)))


def _run(
    given: Given, found: Understood, standing: Standing, reading: Reading, lasting: tuple[str, ...]
) -> _Done:
    """A call, and what came of it; where it cannot be made, what the rules would call instead."""
    begun = time.perf_counter()
    refused = frozenset(id for id, _ in found.refused)
    around = situation(given, standing, Limits.of(found.view.limits), lasting, refused)
    if found.again:
        around = replace(around, made_by=(reading.tool, reading.args))
    toolbox = Toolbox(given.shop, given.memory.profiles, around)
    args, order = parted(reading.args)
    try:
        if reading.tool == "forget" and reading.args.get("everything"):
            count = given.memory.forget(given.user, given.session)
            result = Result(f"Forgotten: everything ({count}).", facts={"everything": count})
        else:
            result = toolbox.again(Limits.of(args)) if found.again else toolbox.call(reading.tool, args)
        if order:
            alike = replace(around, made_by=(reading.tool, args), most_alike=LIST_LENGTH)
            result = by_price(Toolbox(given.shop, given.memory.profiles, alike), result, order)
    except Retry as retry:
        ruled = reading
        if "tool" not in reading.certain:  # the rules may name it rightly
            ruled = with_limits_in_force(read(found.words, found.view), found.view)
        try:
            result = toolbox.call(ruled.tool, ruled.args) if ruled != reading else _unable(retry, reading)
        except Retry as again:
            result = _unable(again, ruled)
        reading = ruled
    ms = 1000 * (time.perf_counter() - begun)
    called = Called(reading.tool, reading.args, ms, len(result.about), result.text)
    return _Done(reading, result, called)


def _unable(retry: Retry, reading: Reading) -> Result:
    return Result(phrases.unable(str(retry), reading.language), facts={"unable": str(retry)})


def _shown(given: Given, done: _Done, need: int, first: int) -> list[Shown]:
    return [
        Shown(n, found, phrases.reason(given.shop, found, done.reading.language), need)
        for n, found in enumerate(done.result.items, first)
    ]


def _words(given: Given, found: Understood, out: _Outcome) -> Iterator[str]:
    """The prose: what was found, a question back or what waits, and why the model did not take part."""
    language = out.done[-1].reading.language if out.done else found.reading.language
    writer = Writer(given.shop, found.model, language, given.settings.time_limit, given.cancelled)
    yield from _prose(given, found, out, writer)
    out.claims = writer.claims
    out.spent(writer.usage)
    out.asked = _asks_back(given, found, out)
    if out.asked is not None:
        choices = phrases.alternatives(out.asked.choices, language)
        yield "\n\n" + phrases.phrase("ask", language, choices=choices)
    elif found.waiting and found.waiting != found.standing.waiting:
        yield "\n\n" + phrases.phrase("waiting", language, request=found.waiting)
    if len(given.said) < len(given.text):
        yield "\n\n" + phrases.phrase("beginning", language, count=len(given.said))
    if (apology := found.apology or writer.failure) and not given.cancelled():
        yield "\n\n" + phrases.phrase("plain", language, why=apology.rstrip("."))


def _prose(given: Given, found: Understood, out: _Outcome, writer: Writer) -> Iterator[str]:
    notice = phrases.phrase(found.notice, found.reading.language) if found.notice else ""
    if not out.done and not given.cancelled():
        yield from [notice] if notice else writer.chat(given.text)
    for need, done in enumerate(out.done, 1):
        language = done.reading.language
        if not done.makes_list:
            told = phrases.told(given.shop, done.reading.tool, done.result, language)
            yield f"{notice} {told}" if notice else told
            continue
        currency, stranger = phrases.currency(given.shop), not found.view.bought
        opening = phrases.opening(done.reading.tool, done.result, language, currency, stranger)
        request = done.result.query if found.again else found.words
        items = [shown for shown in out.items if shown.need == need]
        opening = f"{notice} {opening}" if notice else opening
        yield from writer.recommend(opening, request, items, given.settings.reasons)


def _asks_back(given: Given, found: Understood, out: _Outcome) -> Question | None:
    """The question for one vague search that found something; never one after another."""
    if len(out.done) != 1 or out.done[0].reading.tool != "search" or found.again or found.waiting:
        return None
    result = out.done[0].result
    if found.standing.offered or result.relaxed or not result.items or given.cancelled():
        return None
    return question(result.query, result.candidates)


def _after(standing: Standing, done: _Done, lasting: tuple[str, ...], given: Given) -> Standing:
    """What is in force after a call."""
    if done.forgets:
        return Standing(language=done.reading.language)
    if done.makes_list:
        return listed(standing, done.reading, done.result)
    if done.reading.tool == "forget":
        # What was excluded only as long as a fact that is forgotten now.
        gone = {word.casefold() for word in lasting} - {word.casefold() for word in lasting_words(given)}
        return replace(standing, limits=without(standing.limits, gone))
    about = [] if done.reading.tool == "history" else done.result.about
    numbers = [standing.shown.index(item.id) + 1 for item in about if item.id in standing.shown]
    return replace(standing, last=numbers[0]) if len(numbers) == 1 else standing


def _kept(given: Given, found: Understood, talk: Talk, standing: Standing, answer: Answer) -> list[str]:
    """Keeps the turn, or takes the last one away; what the shopper has to know of it."""
    sessions, language = given.memory.sessions, found.reading.language
    if found.before is not None:
        last = found.before.records[-1:]
        why = sessions.undo(given.session, talk, replace(last[0], standing=standing) if last else None)
    elif found.notice == "not_undone":
        why = ""
    else:
        change = None if given.change is None else asdict(given.change)
        record = Record(given.text, given.user, standing, answer.as_json(), change, read=not found.again)
        why = sessions.keep(given.session, talk, record, given.photo)
    told = [("not_known", talk.lost), ("not_kept", "" if why == talk.lost else why)]
    return [phrases.phrase(key, language, why=reason) for key, reason in told if reason]
