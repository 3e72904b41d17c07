"""What all tests share: no setting of the person's own, and the tiny shop."""

import asyncio
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import gear
import pytest
import tiny
from written import Written

from tastemaker.agent.agent import Agent
from tastemaker.agent.scripts.scripted import ScriptedModel
from tastemaker.agent.settings import Settings, load
from tastemaker.tools.build import build
from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.tools.encode.encoders import open_picture_encoder, open_text_encoder
from tastemaker.tools.shop import Shop


def pytest_configure() -> None:
    """Says that there is no event loop yet: pytest-asyncio would else find one, which nobody closes."""
    asyncio.set_event_loop(None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A module that declares DOES_NOT_APPLY may skip these tests and no others."""
    report = yield
    declared = getattr(getattr(item, "module", None), "DOES_NOT_APPLY", None)
    if declared is not None and report.skipped and getattr(item, "originalname", item.name) not in declared:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped without a reason in DOES_NOT_APPLY"
    return report


@pytest.fixture(autouse=True)
def clean_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test reads the person's settings or writes to their home."""
    for name in [
        name for name in os.environ if name.startswith("TASTEMAKER_") and name != "TASTEMAKER_MODELS"
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TASTEMAKER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the tiny catalogue built in it; nobody writes to it."""
    place = tmp_path_factory.mktemp("tiny")
    tiny.tiny_shop(place).close()
    return place / "home"


@pytest.fixture
def shop(tiny_home: Path) -> Iterator[Shop]:
    with Shop.open(tiny_home, tiny.TinyText(), tiny.TinyPictures()) as opened:
        yield opened


@pytest.fixture(scope="session")
def gear_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the catalogue of gear built in it; nobody writes to it."""
    return gear.gear_home(tmp_path_factory.mktemp("gear"))


@pytest.fixture
def outfitter(gear_home: Path) -> Iterator[Shop]:
    """The shop whose items state fields of every kind."""
    with gear.open_gear(gear_home) as opened:
        yield opened


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "profiles.sqlite")


@pytest.fixture
def model() -> ScriptedModel:
    """The language model's side, to be filled by the test."""
    return ScriptedModel()


@pytest.fixture
def tiny_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    """An agent opens the encoders with which the tiny catalogue was built."""
    monkeypatch.setattr("tastemaker.agent.agent.open_text_encoder", lambda name: tiny.TinyText())
    monkeypatch.setattr("tastemaker.agent.agent.open_picture_encoder", lambda name: tiny.TinyPictures())


@pytest.fixture
def agent(tiny_home: Path, tmp_path: Path, model: ScriptedModel, tiny_encoders: None) -> Agent:
    """The agent over the tiny shop, with its own memory and the scripted model."""
    return Agent(load(home=tiny_home), model, tmp_path / "memory")


@pytest.fixture
def plain(agent: Agent, tmp_path: Path) -> Agent:
    """The agent without a language model."""
    return Agent(agent.settings.model_copy(update={"model": "none"}), memory=tmp_path / "plain")


@pytest.fixture
def written() -> dict[str, str]:
    """What is said and the calls it is read as, to be filled by the test."""
    return {}


@pytest.fixture
def quiet(agent: Agent, tmp_path: Path, written: dict[str, str]) -> Agent:
    """The agent whose calls are `written`, and whose answers are made of evidence alone."""
    settings = agent.settings.model_copy(update={"model": "none"})
    return Agent(settings, memory=tmp_path / "quiet", reader=Written(calls=written))


@pytest.fixture(scope="session")
def demo_settings() -> Settings:
    """Settings of a home where the demo is built with the real encoders; kept between runs. Mark `real`."""
    home = Path(__file__).parent.parent / ".cache" / "demo"
    build(
        Path(__file__).parent.parent / "demo",
        home,
        open_text_encoder("all-minilm-l6-v2"),
        open_picture_encoder("efficientnet-lite2"),
        say=lambda line: None,
    )
    return load(home=home, model="none")
