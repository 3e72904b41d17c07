"""The prose of a turn: what was found, a question back, and what the shopper has to know beside it."""

from collections.abc import Iterator

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer import told as answers
from tastemaker.agent.answer.ask_back import Question, question
from tastemaker.agent.answer.language import alternatives, phrase
from tastemaker.agent.answer.writer import Writer
from tastemaker.agent.turns.given import Given, is_stranger
from tastemaker.agent.turns.outcome import Outcome
from tastemaker.agent.understand.reader import Understood


def words(given: Given, found: Understood, out: Outcome) -> Iterator[str]:
    """The prose of a turn: what was found, a question back, why the model took no part."""
    language = found.language
    writer = Writer(given.shop, found.model, language, given.settings.time_limit, given.cancelled)
    yield from _prose(given, found, out, writer)
    out.claims = writer.claims
    out.spent(writer.usage)
    out.asked = _asks_back(given, found, out)
    if out.asked is not None:
        choices = alternatives(out.asked.choices, language)
        yield "\n\n" + phrase("ask", language, choices=choices)
    if len(given.said) < len(given.text):
        yield "\n\n" + phrase("beginning", language, count=len(given.said))
    if (apology := found.apology or writer.failure) and not given.cancelled():
        yield "\n\n" + phrase("plain", language, why=apology.rstrip("."))


def _prose(given: Given, found: Understood, out: Outcome, writer: Writer) -> Iterator[str]:
    language = found.language
    notice = phrase(found.notice, language) if found.notice else ""
    if not out.done and not given.cancelled():
        yield from [notice] if notice else writer.chat(given.text)
    for need, done in enumerate(out.done, 1):
        if need > 1:
            yield "\n\n"
        if not done.makes_list:
            answer = answers.told(given.shop, done.call.tool, done.result, language)
            yield f"{notice} {answer}" if notice else answer
            continue
        opening = phrases.opening(given.shop, done.call.tool, done.result, language, is_stranger(given))
        request = done.result.query if found.again else given.said
        items = [shown for shown in out.items if shown.need == need]
        opening = f"{notice} {opening}" if notice else opening
        reasons = max(1, given.settings.reasons // len(out.done))
        yield from writer.recommend(opening, request, items, reasons)
        if beside := answers.beside(given.shop, done.result, language):
            yield f"\n\n{beside}"


def _asks_back(given: Given, found: Understood, out: Outcome) -> Question | None:
    """The question for one vague search that found something; never one after another."""
    if len(out.done) != 1 or out.done[0].call.tool != "search" or found.again:
        return None
    result = out.done[0].result
    if found.standing.offered or result.relaxed or not result.items or given.cancelled():
        return None
    return question(result.query, result.candidates)
