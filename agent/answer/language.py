"""What a language supplies: its fixed sentences, and how it writes money, numbers, dates and lists."""

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from tastemaker.prompts import words
from tastemaker.tools.catalogue.item import MEDIA, Item
from tastemaker.tools.catalogue.values.reduced import before

CATALOGUE_LANGUAGE = "en"
"""The language of the catalogue's texts, in which sentences can be quoted and checked against them."""
LANGUAGES: tuple[str, ...] = tuple(words("phrases")["or"])
"""The languages in which there are phrases, by code."""
_MONEY = {CATALOGUE_LANGUAGE: "#,##0.00 ¤¤"}
"""How money is written where it is not as the language has it: "79.00 EUR" is clear in any country."""


def phrase(key: str, language: str, **values: object) -> str:
    """A fixed sentence in the shopper's language, in English where there is none; `count` chooses its form.

    >>> phrase("by_popular", "en", count=1), phrase("by_popular", "it", count=1200)
    ('taken by 1 shopper', 'scelto da 1.200 clienti')
    """
    by_language = words("phrases")[key]
    text = by_language.get(language, by_language["en"])
    if isinstance(count := values.get("count"), int):
        values["count"] = number(count, language)
        if isinstance(text, dict):
            text = text.get(Locale(_spoken(language)).plural_form(count), text["other"])
    return str(text).format(**values)


def english_name(language: str) -> str:
    """What a language is called in English, for a model to be told: "Japanese"."""
    return str(Locale(language).english_name)


def title(item: Item, language: str) -> str:
    """An item's title, in the shopper's language where the catalogue has it."""
    return str(item.attributes.get(f"title_{language}") or item.title)


def money(value: float, currency: str, language: str) -> str:
    """A price: "79.00 EUR", "79,00 €", "free".

    >>> money(1279, "EUR", "en"), money(1279, "EUR", "zh"), money(0, "EUR", "de")
    ('1,279.00 EUR', '€1,279.00', 'kostenlos')
    """
    if value == 0:
        return phrase("free", language)
    spoken = _spoken(language)
    if not currency:
        return format_decimal(value, "#,##0.00", locale=spoken)
    return format_currency(value, currency, _MONEY.get(spoken), locale=spoken)


def price(item: Item, language: str) -> str:
    """What an item costs, empty where that is not known."""
    return "" if item.price is None else money(item.price, item.currency, language)


def medium(name: str, language: str) -> str:
    """What a medium is called: "book", "Buch"; what is none stays as it is."""
    return phrase(f"medium_{name}", language) if name in MEDIA else name


def in_field(item: Item, field: str, told: str, language: str) -> str:
    """What an item says in a field, `told` as the catalogue has it; prices, media as the language does."""
    match field:
        case "price":
            return price(item, language)
        case "was" if (usual := before(item)) is not None:
            return money(usual, item.currency, language)
        case "media":
            return medium(told, language)
        case _:
            return told


def number(value: float, language: str, grouped: bool = True) -> str:
    """A number; a year is not grouped.

    >>> number(1234.5, "de"), number(1990, "en", grouped=False)
    ('1.234,5', '1990')
    """
    return format_decimal(value, "#,##0.######", locale=_spoken(language), group_separator=grouped)


def score(value: float, language: str) -> str:
    """A score: "0.97", "0,97"."""
    return format_decimal(value, "0.00", locale=_spoken(language))


def weight(value: float, language: str) -> str:
    """A part of a score: "+0.42", "−0,05"."""
    return format_decimal(value, "+0.00;\N{MINUS SIGN}0.00", locale=_spoken(language))


def percent(share: float, language: str) -> str:
    """A share that something is less or more by.

    >>> percent(-0.25, "en"), percent(-0.25, "de")
    ('-25%', '-25\xa0%')
    """
    return format_percent(share, locale=_spoken(language))


def day(iso: str, language: str) -> str:
    """A day, given as "2024-05-01".

    >>> day("2024-05-01", "en"), day("2024-05-01", "de")
    ('May 1, 2024', '01.05.2024')
    """
    return format_date(date.fromisoformat(iso), "medium", locale=_spoken(language))


def listed(parts: Sequence[str], language: str) -> str:
    """Some things in one phrase: "red, blue, and green"."""
    return format_list(parts, locale=_spoken(language))


def alternatives(choices: Sequence[str], language: str) -> str:
    """Choices in one phrase: "red, blue or green"."""
    *first, last = choices
    return phrase("or", language, first=row(first, language), last=last)


def row(parts: Sequence[str], language: str) -> str:
    """Some things side by side: "red, blue"."""
    return phrase("between_choices", language).join(parts)


def sequence(sentences: Sequence[str], language: str) -> str:
    """Half sentences in one, by semicolons."""
    return phrase("between_sentences", language).join(sentences)


def _spoken(language: str) -> str:
    """The language itself where there are phrases in it, else English."""
    return language if language in LANGUAGES else "en"
