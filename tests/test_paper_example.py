"""The paper's own example at its size: 1,000 behaviour records, 10,000 accessories, in two languages."""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from tiny import TinyPictures, TinyText
from written import Written

from tastemaker.agent import open_agent
from tastemaker.agent.agent import Agent
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.build import build

RECORDS, ACCESSORIES = 1_000, 10_000
DAY = 86_400

# What there is for a device of each sort, in English and Chinese; the last say that it charges.
KINDS = {
    "phone": [
        ("case", "手机壳", False), ("screen glass", "钢化膜", False), ("car holder", "车载支架", False),
        ("tripod clamp", "三脚架夹", False), ("charger", "充电器", True),
    ],
    "headphones": [
        ("carrying bag", "收纳包", False), ("ear pads", "耳罩套", False), ("desk hook", "挂架", False),
        ("audio cable", "音频线", False), ("charging cable", "充电线", True),
    ],
}  # fmt: skip
CHARGES = frozenset(name for kinds in KINDS.values() for name, _, charges in kinds if charges)
LOOKS = [("black", "黑色"), ("clear", "透明"), ("red", "红色"), ("green", "绿色")]
MAKERS = ["Skimm", "Hidewell", "Bulwer", "Paperkite", "Orrin"]


def devices() -> list[dict[str, Any]]:
    """A hundred phones and headphones, some with nearly the names of the two that are asked about."""
    named = [("phone", "HUAWEI", "Mate 40", "华为"), ("headphones", "Sony", "WH-1000XM4", "索尼")]
    named += [("phone", "HUAWEI", "Mate 30", "华为"), ("phone", "HUAWEI", "Mate 40 Lite", "华为")]
    named += [("headphones", "Sony", "WH-1000XM3", "索尼"), ("headphones", "Sony", "WF-1000", "索尼")]
    named += [(("phone", "headphones")[n % 2], "Kolm", f"K{n}", "科尔姆") for n in range(94)]
    return [
        {"id": f"device{n}", "title": f"{brand} {name}", "brand": brand, "price": 199 + n, "currency": "EUR",
         "categories": ["Devices", sort.title()], "attributes": {"title_zh": f"{chinese} {name}"}}
        for n, (sort, brand, name, chinese) in enumerate(named)
    ]  # fmt: skip


def accessories(chance: random.Random) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for device in devices():
        sort = device["categories"][1].lower()
        for kind, chinese, _ in KINDS[sort]:
            for look, look_zh in LOOKS:
                for maker in MAKERS:
                    title_zh = f"{maker} {look_zh}{chinese}，适用于{device['attributes']['title_zh']}"
                    made.append(
                        {"title": f"{maker} {look} {kind} for {device['title']}", "brand": maker,
                         "price": chance.randrange(5, 60), "currency": "EUR",
                         "categories": ["Accessories", kind.capitalize()],
                         "attributes": {"title_zh": title_zh, "fits": device["title"], "colour": look}}
                    )  # fmt: skip
    chance.shuffle(made)
    return [{"id": f"part{n}", **item} for n, item in enumerate(made)]


def behaviour(chance: random.Random, parts: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Shoppers take a device, praise it, and within days take what fits it: mostly a case or a charger.

    The first is the paper's: both devices, praised, and nothing for them yet.
    """
    rows = ["u0,device0,0,purchase", f"u0,device0,{DAY},like"]
    rows += [f"u0,device1,{2 * DAY},purchase", f"u0,device1,{3 * DAY},like"]
    fitting: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        fitting.setdefault(part["attributes"]["fits"], []).append(part)
    every = devices()
    user = 0
    while len(rows) < RECORDS:
        user += 1
        device = every[min(int(chance.expovariate(0.1)), len(every) - 1)]
        start = chance.randrange(300) * DAY
        rows.append(f"u{user},{device['id']},{start},purchase")
        if chance.random() < 0.4:
            rows.append(f"u{user},{device['id']},{start + DAY},like")
        sorts = [part["categories"][1] for part in fitting[device["title"]]]
        wanted = [5.0 if sort.lower() in CHARGES | {"case"} else 1.0 for sort in sorts]
        for day, part in enumerate(
            chance.choices(fitting[device["title"]], wanted, k=chance.randint(1, 3)), 2
        ):
            rows.append(f"u{user},{part['id']},{start + day * DAY},purchase")
    yield from rows[:RECORDS]


ASKED = {
    "english": "I have a HUAWEI Mate 40 and Sony WH-1000XM4 headphones. What accessories go with them?",
    "chinese": "我有华为Mate 40手机和索尼WH-1000XM4耳机，配什么配件好？",
    "english, praised": "I love the camera of my Mate 40 and the sound of my WH-1000XM4. What accessories?",
    "chinese, praised": "我喜欢Mate 40的相机和WH-1000XM4的音质，请推荐配件",
    "english, not named": "What accessories go with what I bought?",
}
WRITTEN = {
    "english": 'goes_with "HUAWEI Mate 40", "Sony WH-1000XM4 headphones"',
    "chinese": 'goes_with "华为Mate 40", "索尼WH-1000XM4"',
    "english, praised": 'goes_with "Mate 40", "WH-1000XM4"',
    "chinese, praised": 'goes_with "Mate 40", "WH-1000XM4"',
    "english, not named": "goes_with bought",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built with stand-ins for the encoders: what goes with an item is found by purchases and words alone."""
    place = tmp_path_factory.mktemp("paper")
    folder = place / "folder"
    folder.mkdir()
    chance = random.Random(0)
    parts = accessories(chance)
    rows = [*behaviour(chance, parts)]
    assert (len(parts), len(rows)) == (ACCESSORIES, RECORDS)
    lines = (json.dumps(item, ensure_ascii=False) for item in [*devices(), *parts])
    (folder / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "interactions.csv").write_text("\n".join(["user_id,item_id,timestamp,event", *rows]))
    build(folder, place / "home", TinyText(), TinyPictures(), say=lambda line: None)
    return place / "home"


@pytest.fixture
def paper(home: Path, tmp_path: Path) -> Agent:
    """No encoder that made this index can be opened: nothing that is asked here may need one."""
    calls = {ASKED[name]: calls for name, calls in WRITTEN.items()}
    return Agent(load(home=home, model="none"), memory=tmp_path, reader=Written(calls=calls))


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_case_for_the_phone_and_power_for_the_headphones(paper: Agent, asked: str) -> None:
    answer = paper.ask(asked, user="u0", session="paper")
    assert [call.tool for call in answer.calls] == ["goes_with"]
    first = [shown.recommendation.item for shown in answer.items[:5]]
    made_for = [(item.attributes["fits"], item.categories[1].lower()) for item in first]
    assert ("HUAWEI Mate 40", "case") in made_for
    assert any(fits == "Sony WH-1000XM4" and kind in CHARGES for fits, kind in made_for)
    assert {fits for fits, _ in made_for} == {"HUAWEI Mate 40", "Sony WH-1000XM4"}
    for shown in answer.items:
        parts = shown.recommendation.evidence
        assert sum(part.weight for part in parts) == pytest.approx(shown.recommendation.score, abs=1e-4)


@pytest.mark.real
def test_it_takes_less_than_twice_the_time_of_a_search_of_the_demo(
    paper: Agent, demo_settings: Settings
) -> None:
    demo = open_agent(demo_settings.home, model="none")

    def spent(agent: Agent, text: str, user: str | None) -> float:
        return median(agent.ask(text, user=user, session=f"{text} {n}").ms["total"] for n in range(5))

    search = spent(demo, "noise cancelling headphones for flights under 200", None)
    for language in ("english", "chinese"):
        assert spent(paper, ASKED[language], "u0") < 2 * search
