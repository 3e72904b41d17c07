"""Precedence, origins, and what is refused."""

from pathlib import Path

import pytest

from tastemaker.agent.settings import load, origins
from tastemaker.tools.errors import DataError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_explicit_then_environment_then_file_then_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "tastemaker.toml").write_text('model = "none"\ncontext = 4096\nreasons = 1\n')
    monkeypatch.setenv("TASTEMAKER_CONTEXT", "6144")
    settings = load(reasons=2)
    assert (settings.model, settings.context, settings.reasons, settings.kv_type) == ("none", 6144, 2, "auto")
    found = origins(reasons=2)
    assert found["model"] == "tastemaker.toml"
    assert found["context"] == "TASTEMAKER_CONTEXT"
    assert found["reasons"] == "explicit"
    assert found["kv_type"] == "default"


def test_unknown_key_in_the_file(folder: Path) -> None:
    (folder / "tastemaker.toml").write_text('modle = "none"\n')
    with pytest.raises(DataError, match=r"modle .*is not a setting"):
        load()


def test_unknown_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASTEMAKER_MODLE", "none")
    with pytest.raises(DataError, match="TASTEMAKER_MODLE is not a setting"):
        load()


def test_bad_value_names_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASTEMAKER_CONTEXT", "many")
    with pytest.raises(DataError, match=r"context \(TASTEMAKER_CONTEXT\): .*integer"):
        load()


def test_broken_file(folder: Path) -> None:
    (folder / "tastemaker.toml").write_text("model =")
    with pytest.raises(DataError, match="tastemaker.toml is not valid TOML"):
        load()


def test_lists_are_written_with_commas_in_the_environment_and_as_lists_in_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "tastemaker.toml").write_text('proxies = ["10.0.0.1", "192.168.0.0/16"]\n')
    monkeypatch.setenv("TASTEMAKER_HOSTS", "shop.example, www.shop.example")
    settings = load()
    assert settings.hosts == ("shop.example", "www.shop.example")
    assert [str(proxy) for proxy in settings.proxies] == ["10.0.0.1/32", "192.168.0.0/16"]
    assert origins()["hosts"] == "TASTEMAKER_HOSTS"
    monkeypatch.setenv("TASTEMAKER_PROXIES", "everybody")
    with pytest.raises(DataError, match="proxies"):
        load()
