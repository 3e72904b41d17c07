"""Conditions drawn for a thing and said: words on one side, what a call writes on the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from training.generating.amounts import Amount, amount, money
from training.generating.shops import Field, Shop, Spread, Thing
from training.generating.words import Language, table, value_row

OPERATORS = {"below": "<", "at_most": "<=", "at_least": ">=", "above": ">", "about": "~", "exactly": "="}
_DRAWN = {
    "number": ("below", "at_most", "at_most", "at_least", "at_least", "above", "about", "exactly", "between"),
    "money": ("below", "below", "at_most", "at_most", "at_most", "above", "about", "at_least", "between"),
    "counted": ("at_least", "at_least", "exactly", "exactly", "at_most", "between", "above"),
    "graded": ("at_least", "at_least", "above", "exactly", "between"),
    "year": ("since", "after", "before", "in_year", "decade"),
}
_YEARS = {"since": ">=", "after": ">", "before": "<", "in_year": "="}
_ATTRIBUTES = frozenset(("colour", "material", "genre", "season", "condition"))
"""Choices that may stand before a noun: "a red tent", "a horror film"."""
_COMPARED = frozenset(("price", "weight", "width", "duration"))
"""Fields of which people say "lighter than 3 kilos"."""
_STEPS = frozenset(
    ("GB", "V", "Hz", "inch", "°C", "%", "spf", "strings", "keys", "rating", "warranty", "gears")
)
"""What comes in steps: nobody asks for 131 GB."""


@dataclass(frozen=True, slots=True)
class Said:
    """A condition in words and in a call."""

    words: str
    written: str
    field: Field
    side: Literal["", "low", "high"] = ""
    """Of a single bound, which end it is."""
    operator: str = ""
    attribute: str = ""
    """What may stand before the noun instead of `words`."""


class Conditions:
    """Draws conditions of one shop in one language."""

    def __init__(self, shop: Shop, speech: Language, chance: Random) -> None:
        self._shop, self._speech, self._chance = shop, speech, chance

    def some(self, thing: Thing, most: int = 4, without: Sequence[str] = ()) -> list[Said]:
        """Up to `most` conditions of different fields, seldom more than two."""
        count = min(most, self._chance.choices(range(5), (13, 36, 30, 15, 6))[0])
        spreads = [one for one in thing.spreads if one.field.name not in without]
        drawn = self._of(spreads, count)
        if drawn and "brand" not in without and self._chance.random() < 0.06 and (maker := self.maker()):
            drawn[-1] = maker
        return drawn

    def one(self, thing: Thing, without: Sequence[str] = ()) -> Said | None:
        """One condition of a field that is not among `without`; None where none is left."""
        said = self._of([one for one in thing.spreads if one.field.name not in without], 1)
        return said[0] if said else None

    def again(self, thing: Thing, said: Said) -> Amount | None:
        """Another amount for the field of a condition, as when it is corrected; None where there is none."""
        for spread in thing.spreads:
            if spread.field == said.field and spread.field.kind in ("number", "money"):
                return self._amount(spread, self._value_of(spread))
        return None

    def label(self, field: Field) -> str:
        """What a field is called in this language; empty where it has no name."""
        names = table("fields").get(field.concept, {}).get(self._speech.code)
        return self._chance.choice(names) if names else ""

    def sum(self, total: float) -> Amount:
        """A sum of money in the shop's currency."""
        return money(total, self._shop.currency, self._shop.currency, self._speech, self._chance)

    def maker(self) -> Said | None:
        """A wish for or against a maker."""
        if "brand" not in self._shop.fields:
            return None
        field = self._shop.fields["brand"]
        name = self._chance.choice(self._shop.makers)
        refused = self._chance.random() < 0.4
        words = self._speech.draw("not_brand" if refused else "brand", self._chance).format(v=name)
        return Said(words, f'brand {"!=" if refused else "="} "{name}"', field)

    def _of(self, spreads: list[Spread], count: int) -> list[Said]:
        numbers = ("number", "money")
        lots = [(self._chance.random() * (1 if one.field.kind in numbers else 2), one) for one in spreads]
        drawn: list[Said] = []
        for _, spread in sorted(lots, key=lambda lot: lot[0]):
            if len(drawn) == count:
                break
            if (said := self._said(spread)) is not None:
                drawn.append(said)
        return drawn

    def _said(self, spread: Spread) -> Said | None:
        match spread.field.kind:
            case "number" | "money":
                return self._quantity(spread)
            case "choice":
                return self._choice(spread.field)
            case "flag":
                return self._flag(spread.field)
            case "range":
                return self._fits(spread)
            case "year":
                return self._year(spread)

    def _quantity(self, spread: Spread) -> Said | None:
        field, chance = spread.field, self._chance
        kind = "money" if field.kind == "money" else "number" if field.unit else "counted"
        kind = "graded" if field.concept in ("rating", "warranty") else kind
        operator = chance.choice(_DRAWN[kind])
        value = self._value_of(spread)
        if operator == "between" and (later := [one for one in map(float, spread.values) if one > value]):
            words = chance.choice((0.0, 0.0, 1.0))
            low, high = (self._amount(spread, end, words) for end in (value, chance.choice(later)))
            first = low.bare if _same_unit(low, high) and chance.random() < 0.7 else low.said
            said = self._speech.draw("between", chance).format(x=first, y=high.said)
            return self._named(field, said, f"{field.name} >= {low.written}, {field.name} <= {high.written}")
        if operator == "between" or (operator == "about" and value <= 0):
            operator = "at_most"
        x = self._amount(spread, value)
        bound = self._speech.draw(operator, chance).format(x=x.said)
        side: Literal["", "low", "high"] = (
            "high" if operator in ("below", "at_most") else "low" if operator in ("above", "at_least") else ""
        )
        written = f"{field.name} {OPERATORS[operator]} {x.written}"
        if operator in ("below", "above") and (compared := self._compared(field, operator, x)):
            return Said(compared, written, field, side, OPERATORS[operator])
        named = self._named(field, bound, written, low=operator in ("above", "at_least", "exactly"))
        return named and replace(named, side=side, operator=OPERATORS[operator])

    def _compared(self, field: Field, operator: str, x: Amount) -> str:
        """ "lighter than 3 kilos"; empty where it is said otherwise."""
        row = table("comparatives").get(field.concept, {}).get(self._speech.code)
        if field.concept not in _COMPARED or not row or self._speech.code in ("tr", "ko", "ru"):
            return ""
        if self._chance.random() < 0.65:
            return ""
        return self._speech.phrases["relative"][0].format(more=row[operator == "above"], ref=x.said)

    def _value_of(self, spread: Spread) -> float:
        """One of the values, or a less round one near it."""
        value, chance = float(self._chance.choice(spread.values)), self._chance
        if spread.field.concept in _STEPS or spread.unit in _STEPS or value < 3 or chance.random() < 0.6:
            return value
        near = value * chance.uniform(0.75, 1.3)
        if value < 10 and spread.unit in ("kg", "l", "bar", "m"):
            return round(near, 1)
        if spread.field.kind == "money" and value < 100 and chance.random() < 0.2:
            return round(near) - 0.01 if near > 1.5 else value
        return float(max(1, round(near, -1 if value >= 1000 else 0)))

    def _amount(self, spread: Spread, value: float, words: float = 0.3) -> Amount:
        field, chance = spread.field, self._chance
        if field.kind == "money":
            foreign = ("JPY", "CNY") if value >= 1000 else ("USD", "GBP", "EUR")
            currency = chance.choice(foreign) if chance.random() < 0.06 else field.unit
            return money(value, currency, self._shop.currency, self._speech, chance, words)
        counted = "" if field.unit else field.concept
        return amount(value, spread.unit, counted, self._speech, chance, words)

    def _named(self, field: Field, words: str, written: str, low: bool = False) -> Said | None:
        """A bound with the name of its field where the unit does not say which is meant."""
        speech, chance = self._speech, self._chance
        if field.kind == "money":
            # The last phrase may speak of a budget, which has no lower end.
            phrase = chance.choice(speech.phrases["money"][: 3 if low else None])
            return Said(phrase.format(c=words, label=self.label(field)), written, field)
        counted = not field.unit and field.concept in table("units")
        if counted or (self._shop.speaks_for_itself(field) and chance.random() < 0.7):
            return Said(words, written, field, attribute=words if speech.attributive_all else "")
        if not (label := self.label(field)):
            return None
        if label.casefold() in words.casefold():
            return Said(words, written, field)
        return Said(speech.draw("named", chance).format(label=label, c=words), written, field)

    def _choice(self, field: Field) -> Said | None:
        chance = self._chance
        values = [(value, word) for value in field.values if (word := self._value(value))]
        if not values:
            return None
        chance.shuffle(values)
        (value, word), more = values[0], values[1:]
        kind = field.concept if field.concept in ("colour", "material") else "choice"
        if chance.random() < 0.22:
            written = f'{field.name} != "{value}"'
            if more and chance.random() < 0.25:
                word = self._speech.draw("either", chance).format(v=word, w=more[0][1])
                word = word if self._speech.code != "en" else f"{values[0][1]} or {more[0][1]}"
                written += f'|"{more[0][0]}"'
            return Said(self._worded(f"not_{kind}", field, word), written, field)
        if more and chance.random() < 0.18:
            words = self._speech.draw("either", chance).format(v=word, w=more[0][1])
            return Said(words, f'{field.name} = "{value}"|"{more[0][0]}"', field)
        phrase = field.concept if self._speech.has(field.concept) else kind
        attribute = word if field.concept in _ATTRIBUTES else ""
        return Said(
            self._worded(phrase, field, word), f'{field.name} = "{value}"', field, attribute=attribute
        )

    def _worded(self, phrase: str, field: Field, word: str) -> str:
        label = self.label(field) or field.name
        return self._speech.draw(phrase, self._chance).format(v=word, label=label)

    def _value(self, value: str) -> str:
        words = value_row(value)
        if words is None:
            return value if value.isascii() else ""
        cell = words.get(self._speech.code)
        return self._chance.choice(cell) if cell else ""

    def _flag(self, field: Field) -> Said | None:
        if not (cell := table("flags").get(field.concept, {}).get(self._speech.code)):
            return None
        yes = self._chance.random() < 0.82
        word = cell[0 if yes else 1]
        return Said(word, f"{field.name} = {'yes' if yes else 'no'}", field, attribute=word if yes else "")

    def _fits(self, spread: Spread) -> Said:
        value, name = self._chance.choice(spread.values), spread.field.name
        if spread.field.concept == "age":
            words = self._speech.draw("age", self._chance).format(n=value)
            return Said(words, f"{name} = {value}", spread.field)
        words = self._speech.draw("size", self._chance).format(v=value)
        written = value if value.isdigit() else f'"{value}"'
        return Said(words, f"{name} = {written}", spread.field)

    def _year(self, spread: Spread) -> Said:
        kind, name = self._chance.choice(_DRAWN["year"]), spread.field.name
        value = int(self._chance.choice(spread.values)) - self._chance.choice((0, 0, 1, 2, 3))
        if kind == "decade" and value < 2000:
            start = value // 10 * 10
            words = self._speech.draw("decade", self._chance).format(d=start % 100)
            return Said(words, f"{name} >= {start}, {name} < {start + 10}", spread.field)
        kind = "since" if kind == "decade" else kind
        words = self._speech.draw(kind, self._chance).format(x=value)
        return Said(words, f"{name} {_YEARS[kind]} {value}", spread.field)


def _same_unit(low: Amount, high: Amount) -> bool:
    return low.written.split()[1:] == high.written.split()[1:]
