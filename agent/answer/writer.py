"""The prose of an answer: titles and prices from the catalogue, reasons by the model, all of it checked."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from tastemaker.agent.answer import phrases
from tastemaker.agent.answer.claims import says_little, unsupported
from tastemaker.agent.answer.language import CATALOGUE_LANGUAGE, english_name, phrase, price, title
from tastemaker.agent.events import Claims, Shown
from tastemaker.agent.model.asking import written
from tastemaker.agent.model.decode import sentence_ended
from tastemaker.prompts import prompt
from tastemaker.tools.catalogue.item import Item, plain
from tastemaker.tools.errors import ModelFailed
from tastemaker.tools.shop import Shop

_FACTS_LENGTH, _ATTRIBUTES = 320, 200
"""Characters of a description, and of attributes, that the model reads."""
_REASON_TOKENS = 40
_CHAT_TOKENS = 60

# Numbers, markup, links, agreeing to whatever was asked, and the model speaking of itself: the advisor has a
# fixed sentence instead.
_STARS = re.compile(r"\*{2,}")
_NOT_OF_A_SHOP = re.compile(
    r"^(?i:sure|of course|certainly|yes|absolutely|no problem|当然|好的|可以|没问题)(?![a-z])"
    r"|\d|\*\*|https?:|\b(?:computer|AI|KI|IA|language model|assistant|have feelings)\b|人工智能|语言模型"
)


class Writer:
    """Writes the prose of one turn, piece by piece; counts the claims it checked and what the model used."""

    def __init__(
        self,
        shop: Shop,
        model: BaseChatModel | None,
        language: str,
        time_limit: float,
        cancelled: Callable[[], bool],
    ) -> None:
        self._shop = shop
        self._model = model
        self._language = language
        self._time_limit = time_limit
        self._cancelled = cancelled
        self.claims = Claims()
        self.usage = {"prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0}
        self.failure = ""
        """Why the model stopped taking part, if it did."""

    def recommend(self, opening: str, request: str, items: Sequence[Shown], reasons: int) -> Iterator[str]:
        """The opening sentence, then the first items, each with its reason."""
        yield opening
        for shown in items[: max(reasons, 1)]:
            if self._cancelled():
                return
            item = shown.recommendation.item
            costs = f" ({told})" if (told := price(item, self._language)) else ""
            named = _STARS.sub("*", title(item, self._language))  # two would end the bold type
            yield f"\n\n**{shown.n}. {named}**{costs}: "
            yield self._reason(request, shown)

    def chat(self, text: str) -> Iterator[str]:
        """A few friendly words when nothing is looked for; no facts, no products."""
        if self._model is not None:
            system = SystemMessage(prompt("chat").render(language=english_name(self._language)))
            asked = HumanMessage(text[:500])
            reply = self._write([system, asked], ["\n\n"], _two_sentences_ended, _CHAT_TOKENS)
            if reply and not _NOT_OF_A_SHOP.search(reply) and self._shop.names.find(reply) is None:
                yield reply
                return
        yield phrases.small_talk(text, self._language)

    def _reason(self, request: str, shown: Shown) -> str:
        """The model's sentence when every claim of it holds, else the one made from the evidence.

        That one is told too where the model only names the item, or says what it is not.
        """
        made = _sentence(shown.reason, self._language)
        if self._model is None or self._language != CATALOGUE_LANGUAGE:
            self.claims = replace(
                self.claims, checked=self.claims.checked + 1, supported=self.claims.supported + 1
            )
            return made
        sentence = self.draft(request, shown.recommendation.item)
        if not sentence:
            return made
        self.claims = replace(self.claims, checked=self.claims.checked + 1)
        if unsupported(sentence, shown.recommendation, request) is None:
            self.claims = replace(self.claims, supported=self.claims.supported + 1)
            return made if made and says_little(sentence, shown.recommendation) else sentence
        self.claims = replace(self.claims, repaired=self.claims.repaired + 1)
        return made

    def draft(self, request: str, item: Item) -> str:
        """What the model says of an item, before it is checked; empty where it fails."""
        # Each item by itself: in one talk the model repeats what it said of the item before.
        asked = HumanMessage(f"Request: {request[:300]}\nItem: {_facts(item)}\nWhy:")
        system = SystemMessage(prompt("reason").render())
        return self._write([system, asked], ["\n"], sentence_ended, _REASON_TOKENS)

    def _write(
        self, talk: Sequence[BaseMessage], stop: Sequence[str], until: Callable[[str], bool], max_tokens: int
    ) -> str:
        assert self._model is not None
        try:
            text, usage = written(
                self._model,
                talk,
                stop=stop,
                until=until,
                max_tokens=max_tokens,
                seconds=self._time_limit,
                cancel=self._cancelled,
            )
        except ModelFailed as error:
            self._model, self.failure = None, str(error)
            return ""
        for name in self.usage:
            self.usage[name] += usage[name]
        return _whole_sentences(text)


def _facts(item: Item) -> str:
    """What the model reads of an item: title, description, kind, and attributes that are texts or numbers."""
    description = item.description
    if len(description) > _FACTS_LENGTH:
        description = _whole_sentences(description[:_FACTS_LENGTH]) or description[:_FACTS_LENGTH]
    told = [f"{item.title}.", description]
    if item.categories:
        told.append(f"Kind: {', '.join(item.categories)}.")
    length = 0
    for name, value in item.described:
        if not plain(value) or isinstance(value, bool) or name.startswith("title_"):
            continue
        fact = f"{name.replace('_', ' ').capitalize()}: {', '.join(plain(value))}."
        length += len(fact)
        if length <= _ATTRIBUTES:
            told.append(fact)
    return " ".join(filter(None, told))


def _sentence(text: str, language: str) -> str:
    ended = not text or text.rstrip("”“»」\u00a0 ").endswith((".", "。", "!", "?", "！", "？", "।"))
    return text if ended else phrase("sentence", language, text=text)


_END = re.compile(r"[.!?](?=\s|$)|[。！？।]")


def _two_sentences_ended(text: str) -> bool:
    return sentence_ended(text) and len(_END.findall(text)) > 1


def _whole_sentences(text: str) -> str:
    """A text up to the end of its last whole sentence."""
    ends = list(_END.finditer(text.strip()))
    return text.strip()[: ends[-1].end()] if ends else ""
