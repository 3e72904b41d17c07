"""What a catalogue's texts say in numbers: known answers, and what must not be taken for an amount."""

from math import inf
from time import process_time

import pytest

from tastemaker.tools.catalogue.values import plain, sizes, units
from tastemaker.tools.catalogue.values.amounts import decimal_sign, read
from tastemaker.tools.catalogue.values.reading import parts


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2.3 kg", 2.3, 2.3, "kg"),
        ("460 g a pair", 460, 460, "g"),
        ("10,000 mm", 10000, 10000, "mm"),
        ("1,299.50", 1299.5, 1299.5, ""),
        ("0.125 kg", 0.125, 0.125, "kg"),
        ("7 h, 28 h with case", 7, 7, "h"),
        ("27 inch, 2560 x 1440", 27, 27, "inch"),
        ('6.1"', 6.1, 6.1, "inch"),
        ("6.5 inch OLED", 6.5, 6.5, "inch"),
        ("-3 °C", -3, -3, "°C"),
        ("–8 °C", -8, -8, "°C"),
        ("1220-1250 °C", 1220, 1250, "°C"),
        ("-5 to 10 °C", -5, 10, "°C"),
        ("1/2.3 inch, 16 MP", 1 / 2.3, 1 / 2.3, "inch"),
        ("F/2.8", 2.8, 2.8, ""),
        ("3 bar", 3, 3, "bar"),
        ("36-47", 36, 47, ""),
        ("4-36 months", 4, 36, "months"),
        ("3+", 3, inf, ""),
        ("6+ months", 6, inf, "months"),
        ("ab 8 Jahren", 8, inf, "years"),
        ("up to 5 h", -inf, 5, "h"),
        ("25 pieces", 25, 25, ""),
        ("4 persons", 4, 4, ""),
        ("90 days", 90, 90, "days"),
        ("16 fl. oz.", 16, 16, "fl oz"),
        ("50 g/m²", 50, 50, "g/m²"),
        ("12 km/h", 12, 12, "km/h"),
        ("70 x 30 cm", 30, 70, "cm"),
        ("5 x 50 g", 250, 250, "g"),
        ("1000/3000", 1000, 3000, ""),
        ("41, 42, 43", 41, 43, ""),
        ("2 h 30 min", 2.5, 2.5, "h"),
        ("1.8米床", 1.8, 1.8, "m"),
        ("183×61cm", 61, 183, "cm"),
        ("6个月-3岁", 0.5, 3, "years"),
        ("1岁半以上", 1.5, inf, "years"),
        ("980 g (Paar)", 980, 980, "g"),
        ("40 Std.", 40, 40, "h"),
    ],
)
def test_amount_is_read(text: str, low: float, high: float, unit: str) -> None:
    amount = read(text)
    assert amount is not None
    assert (amount.low, amount.high, amount.unit) == (pytest.approx(low), pytest.approx(high), unit)


@pytest.mark.parametrize(
    "text",
    "IP67|UPF 50|R 4.2|A5|3/4|1080p|USB-C|double 3.5 mm|2 USB-C, 1 USB-A|2 kg air-drying clay, 6 tools|2 in 1"
    "|316不锈钢|5号电池2节|2.4G无线|1.2.3||-|none|12 h 5 kg".split("|"),
)
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read(text) is None


def test_a_sign_before_three_digits_is_read_as_the_catalogue_writes() -> None:
    english, german = iter(["2.3 kg", "1,000 mm"]), iter(["1,9 kg", "0,5 l", "10.000 mm"])
    assert (decimal_sign(english), decimal_sign(german)) == (".", ",")
    told = [read(text, sign) for text in ("10.000 mm", "1,250 kg") for sign in ".,"]
    assert [each.low for each in told if each] == [10, 10000, 1250, 1.25]


@pytest.mark.parametrize(
    "text", ["1" + " " * 30_000 + "x", "1 " * 30_000, "S," * 30_000, "1x" * 30_000], ids=len
)
def test_a_text_that_would_be_slow_to_match_is_none(text: str) -> None:
    began = process_time()
    assert read(text) is plain.money(text) is plain.days(text) is sizes.read(text) is None
    assert parts(f"a{text}b")
    assert process_time() - began < 1


@pytest.mark.parametrize("word", ["pieces", "persons", "p", "links", "tools", "G", "cards", "D", "Stück", ""])
def test_only_units_of_everyday_are_units(word: str) -> None:
    assert units.unit_of(word) == ""


def test_units_are_converted_exactly_enough_to_compare() -> None:
    assert units.convert(56, "mm", "cm") == 5.6
    assert units.convert(0, "°C", "°F") == pytest.approx(32)
    assert units.convert(1, "TB", "GB") == 1000
    assert units.convert(6, "weeks", "h") == 1008
    assert units.dimension("kg") == units.dimension("斤") == "[mass]"
    assert len({units.dimension(unit) for unit in ("GB", "%", "dB", "MP", "")}) == 5


def test_every_unit_has_a_meaning_and_no_spelling_two() -> None:
    listed = units._units()
    spelled: dict[str, str] = {}
    for unit, (_, *others) in listed.items():
        units.dimension(unit)
        for spelling in {unit, *others}:
            assert spelled.setdefault(spelling, unit) == unit


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-10-30", 18565, 18565),
        ("2020-10-30T12:00:00+02:00", 18565, 18565),
        ("30.10.2020", 18565, 18565),
        ("2020年10月30日", 18565, 18565),
        ("2020-02", 18293, 18321),
        ("2023", 19358, 19722),
    ],
)
def test_dates_are_days_and_a_year_all_of_its_days(text: str, first: int, last: int) -> None:
    assert plain.days(text) == (first, last)


@pytest.mark.parametrize("text", ["2023-13-01", "10000", "0042", "36-47", "soon", "2024.5", "1.2.34"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert plain.days(text) is None


def test_money_has_a_currency() -> None:
    assert plain.money("19.99 EUR") == plain.money("€19.99") == (19.99, "EUR")
    assert plain.money("1.299,00 €", ",") == plain.money("1.299,00 €") == (1299, "EUR")
    assert [plain.money(text) for text in ("19.99", "5 kg", "ABC 5", "EUR", "")] == [None] * 5
