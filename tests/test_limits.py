"""Limits read from words: prices, exclusions and media, and what is none of them."""

from typing import Any

import pytest

from tastemaker.agent.rules.limits import limits


def _args(text: str) -> dict[str, Any]:
    return dict(limits(text).args)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("shoes under 80", None, 80),
        ("shoes below €80", None, 80),
        ("shoes < 80", None, 80),
        ("up to 1,299.50", None, 1299.5),
        ("at most 1.299,50 euro", None, 1299.5),
        ("no more than forty-five dollars", None, 45),
        ("I don't want to spend more than £90", None, 90),
        ("nothing over 250", None, 250),
        ("1k max", None, 1000),
        ("50 bucks or less", None, 50),
        ("75 is really my ceiling", None, 75),
        ("my budget is 60", None, 60),
        ("a lamp over 100", 100, None),
        ("not under 100", 100, None),
        ("200 euros and up", 200, None),
        ("between 50 and 100", 50, 100),
        ("$20-$40 bottles", 20, 40),
        ("50-100 euros", 50, 100),
        ("不超过300", None, 300),
        ("300元以内", None, 300),
        ("三百以下的耳机", None, 300),
        ("别超过二百五十元", None, 250),
        ("不低于1500元", 1500, None),
        ("500到800元之间", 500, 800),
        ("unter 50 Euro", None, 50),
        ("mindestens 50 Euro", 50, None),
        ("zwischen 30 und 50 Euro", 30, 50),
        ("moins de 40 €", None, 40),
        ("pas plus de 80 euros", None, 80),
        ("entre 20 et 35 €", 20, 35),
        ("menos de 50", None, 50),
        ("que no pase de 40 euros", None, 40),
        ("₹500 से कम", None, 500),
        ("₹500 से ₹900 के बीच", 500, 900),
        ("2000 se kam", None, 2000),
        ("500 se 1000 ke beech", 500, 1000),
        ("que no pase de 40 euros, xq es mucho", None, 40),
        ("de 20 a 50 euros", 20, 50),
        ("in the 10 to 15 range", 10, 15),
        ("25ish to 35 dollars", 25, 35),
        ("from 300 up to 500 quid", 300, 500),
        ("don't show me anything below 40", 40, None),
        ("I can't afford more than 45 bucks", None, 45),
        ("my budget is 1,200 all in", None, 1200),
        ("cap it at 19", None, 19),
        ("a tenner max", None, 10),
        ("mehr als 50 Euro kann ich nicht ausgeben", None, 50),
        ("30 euros maxi", None, 30),
        ("Hmm, no. under 35, please", None, 35),
        ("tents for 4 people over 150", 150, None),
        ("no más de ciento veinte euros", None, 120),
    ],
)
def test_prices(text: str, low: float | None, high: float | None) -> None:
    found = limits(text)
    assert (found.args.get("price_min"), found.args.get("price_max")) == (low, high)
    assert {"price_min", "price_max"} & found.certain == {"price_min", "price_max"} & found.args.keys()


@pytest.mark.parametrize(
    "text",
    [
        "shoes in size 42",
        "a tent for 2 people",
        "13 inch sleeve",
        "Sony WH-1000XM4",
        "a case for the Mate 40",
        "iPhone 12 Max case",
        "a podcast under 2 hours",
        "a tent under 10 kg",
        "toys for kids under 5",
        "more than 500 pages",
        "desk no wider than 120cm",
        "ages 10-12",
        "books from 1990-2000",
        "a 5 pound bag of flour",
        "at least 50 by 60 inches",
        "cheaper than 2",
        "一千零一夜",
        "27寸显示器",
    ],
)
def test_what_is_no_price(text: str) -> None:
    assert not {"price_min", "price_max"} & _args(text).keys()


@pytest.mark.parametrize(
    ("text", "high"), [("around 50 euros", 62.5), ("a gift for 20 euros", 20), ("100元左右", 125)]
)
def test_a_price_that_is_not_certain(text: str, high: float) -> None:
    found = limits(text)
    assert found.args["price_max"] == high
    assert "price_max" not in found.certain


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a mouse but not Logitech", {"Logitech"}),
        ("a throw, no wool please", {"wool"}),
        ("chocolate without nuts", {"nuts", "nut"}),
        ("anything but black", {"black"}),
        ("any colour except white", {"white"}),
        ("I don't want plastic or glass", {"plastic", "glass"}),
        ("not blue and under 50", {"blue"}),
        ("no leather shoes", {"leather"}),
        ("雨伞，不要黑色的", {"黑色", "black"}),
        ("不含酒精的洗手液", {"酒精", "alcohol"}),
        ("除了羊毛的都行", {"羊毛", "wool"}),
        ("nicht blau", {"blau", "blue"}),
        ("any that arent black", {"black"}),
        ("a girl who hates pink", {"pink"}),
        ("real fur is a no go", {"fur"}),
        ("caffeine-free tea", {"caffeine"}),
        ("I refuse to buy Apple", {"Apple"}),
        ("平板电脑，别给我推苹果的", {"苹果", "Apple"}),
        ("bottle chahiye, plastic wali nahi", {"plastic"}),
        ("ein Kochbuch ohne Fleisch", {"Fleisch", "meat"}),
        ("pas de laine ni de soie", {"laine", "wool", "soie", "silk"}),
        ("una taza que no sea blanca", {"blanca", "white"}),
        ("बिना चीनी वाली चॉकलेट", {"चीनी", "sugar"}),
    ],
)
def test_exclusions(text: str, words: set[str]) -> None:
    assert set(_args(text)["exclude"]) == words


@pytest.mark.parametrize(
    "text",
    [
        "not sure what I want",
        "no idea, surprise me",
        "why not",
        "not too expensive",
        "I have no equipment",
        "shoes that don't leak",
        "non slip shoes",
        "without waking the baby",
        "un casque sans fil",
        "不要太贵",
        "别的颜色",
        "特别好的耳机",
        "keine Ahnung",
        "pas trop cher",
        "no sé",
        "hassle-free returns",
        "no wait, just the blue one",
        "a boy who hates reading",
    ],
)
def test_negations_that_exclude_nothing(text: str) -> None:
    assert "exclude" not in _args(text)


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("a book about bees", "book"),
        ("something to read", "book"),
        ("a podcast", "audio"),
        ("an audio book", "audio"),
        ("something to listen to while running", "audio"),
        ("a documentary", "video"),
        ("something to watch", "video"),
        ("a video course for guitar", "course"),
        ("articles on sleep", "article"),
        ("一本关于园艺的书", "book"),
        ("讲宇宙的播客", "audio"),
        ("入门课程", "course"),
        ("海洋纪录片", "video"),
        ("ein Hörbuch über Wale", "audio"),
        ("un livre sur les abeilles", "book"),
        ("cursos de cocina", "course"),
        ("कोई किताब", "book"),
        ("koi acchi movie batao", "video"),
        ("some jazz music for studying", "audio"),
        ("something to read online, an article maybe", "article"),
        ("historical fiction", "book"),
        ("I want to learn guitar online", "course"),
        ("could you book me a taxi", None),
        ("a bookshelf", None),
        ("of course", None),
        ("a video game", None),
        ("headphones for listening to music", None),
        ("chaussures de course", None),
        ("书包", None),
        ("a book or a podcast", None),
    ],
)
def test_media(text: str, medium: str | None) -> None:
    assert _args(text).get("media") == medium


def test_the_rest_is_the_text_without_prices_and_exclusions() -> None:
    assert limits("a lamp, not blue, under 50 euros").rest == "a lamp, ,"


def test_an_excluded_medium_is_not_wanted() -> None:
    assert "media" not in _args("something on bees, no books")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a lamp priced above 114 PHP", 114, None),
        ("at least 20 and at most 40 PHP", 20, 40),
        ("laptop under 1.5 lakh", None, 150_000),
        ("under 3 lakhs", None, 300_000),
        ("unter 1'299 Franken", None, 1299),
        ("under 1’299 CHF", None, 1299),
        ("max 114 kr", None, 114),
        ("₱500 lamp", None, 500),
        ("5000円以下の財布", None, 5000),
        ("2万円以内", None, 20_000),
        ("5만원 이하 이어폰", None, 50_000),
        ("до 3000 рублей", None, 3000),
        ("до 2 тысяч рублей", None, 2000),
        ("耳机 1千5以内", None, 1500),
        ("أقل من ٥٠٠ ريال", None, 500),
        ("poniżej 200 zł", None, 200),
        ("300 TL altı kulaklık", None, 300),
        ("2 for 30", None, None),
        ("under 25 per litre", None, None),
        ("free shipping under 50", None, None),
        ("nothing under 4 stars", None, None),
    ],
)
def test_prices_of_many_countries(text: str, low: float | None, high: float | None) -> None:
    args = limits(text).args
    assert (args.get("price_min"), args.get("price_max")) == (low, high)
