"""The command line: exit codes, one JSON object on the last line, one sentence on failure."""

import json
from pathlib import Path

import pytest
import tiny
from PIL import Image

from tastemaker.tools.catalogue.profiles import Profiles
from tastemaker.ui.cli import main


@pytest.fixture(autouse=True)
def tiny_encoders(monkeypatch: pytest.MonkeyPatch) -> None:
    for door in ("tastemaker.agent.agent", "tastemaker.tools.encode.encoders"):
        monkeypatch.setattr(f"{door}.open_text_encoder", lambda name: tiny.TinyText())
        monkeypatch.setattr(f"{door}.open_picture_encoder", lambda name: tiny.TinyPictures())


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_ingest_then_ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tiny.tiny_folder(tmp_path / "folder")
    code, out, _ = run(capsys, "ingest", str(folder), "--json")
    assert code == 0
    assert json.loads(out)["items"] == len(tiny.ITEMS)
    code, out, _ = run(capsys, "ask", "running shoes under 90", "--model", "none", "--json")
    assert code == 0
    told = json.loads(out.splitlines()[-1])
    assert told["items"][0]["id"] == "red-shoe"
    assert told["model"] == "none"


def test_ask_in_the_terminal_shows_list_and_prose(
    tiny_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(capsys, "ask", "running shoes under 90", "--model", "none", "--home", str(tiny_home))
    assert code == 0
    assert "1. Red running shoes  [product]  85.00 EUR" in out
    assert "**1. Red running shoes** (85.00 EUR)" in out
    assert "search(" in err


@pytest.mark.parametrize("size", [(1, 700), (2, 2000), (1, 40_000)])
def test_a_photo_too_thin_to_show_anything_is_one_sentence(
    tiny_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], size: tuple[int, int]
) -> None:
    Image.new("RGB", size, "red").save(tmp_path / "tall.png")
    photo = ["--photo", str(tmp_path / "tall.png"), "--model", "none", "--home", str(tiny_home)]
    code, _, err = run(capsys, "ask", "like this", *photo)
    assert code == 2 and len(err.splitlines()) == 1
    assert err.startswith(f"tastemaker: tall.png is {size[0]} x {size[1]} pixels, too thin")


def test_a_photo_that_the_encoder_stumbles_over_is_one_sentence(
    tiny_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stumble(*_: object) -> None:
        raise ValueError("height and width must be > 0")

    monkeypatch.setattr(tiny.TinyPictures, "look", stumble)
    Image.new("RGB", (20, 20), "red").save(tmp_path / "odd.png")
    photo = ["--photo", str(tmp_path / "odd.png"), "--model", "none", "--home", str(tiny_home)]
    code, _, err = run(capsys, "ask", "like this", *photo)
    assert code == 2 and "nothing can be seen in this photo" in err and len(err.splitlines()) == 1


def test_missing_index_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ask", "shoes", "--model", "none")
    assert (code, out) == (2, "")
    assert err.startswith("tastemaker: ")
    assert "tastemaker ingest FOLDER" in err
    assert len(err.splitlines()) == 1


def test_index_of_another_encoder_is_one_sentence(
    tiny_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tiny.TinyText()
    other.digest = "another"
    monkeypatch.setattr("tastemaker.agent.agent.open_text_encoder", lambda name: other)
    code, _, err = run(capsys, "ask", "shoes", "--model", "none", "--home", str(tiny_home))
    assert code == 2
    assert "was built with the text encoder tiny-text" in err


def test_empty_catalogue_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "items.jsonl").write_text("")
    code, _, err = run(capsys, "ingest", str(tmp_path))
    assert code == 2
    assert err.splitlines()[-1].startswith("tastemaker: ")


def test_ingest_if_missing_leaves_an_index_alone(tiny_home: Path, tmp_path: Path) -> None:
    before = (tiny_home / "manifest.json").read_bytes()
    assert main(["ingest", str(tmp_path / "nowhere"), "--if-missing", "--home", str(tiny_home)]) == 0
    assert (tiny_home / "manifest.json").read_bytes() == before


def test_profile_is_shown_exported_and_forgotten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    Profiles(home / "profiles.sqlite").remember("ana", "never wool", "I never wear wool")
    assert "never wool" in run(capsys, "profile", "show", "ana")[1]
    assert json.loads(run(capsys, "profile", "export", "ana")[1])["facts"][0]["fact"] == "never wool"
    assert "1 entries about ana are deleted" in run(capsys, "profile", "forget", "ana")[1]
    assert "Nothing is kept about ana" in run(capsys, "profile", "show", "ana")[1]


def test_config_tells_values_and_origins(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "config", "--json", "--model", "none")
    rows = json.loads(out)
    assert code == 0
    assert rows["model"] == {"value": "none", "from": "explicit"}
    assert rows["home"]["from"] == "TASTEMAKER_HOME"
    assert rows["context"]["from"] == "default"


def test_models_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(run(capsys, "models", "list", "--json")[1])
    assert {"qwen2.5-coder-1.5b", "all-minilm-l6-v2", "efficientnet-lite2"} <= {row["name"] for row in rows}
    pinned = {row["name"]: row["pinned"] for row in rows}
    assert pinned["qwen2.5-coder-1.5b"] and not pinned["qwen2.5-14b"]
    shown = [line for line in run(capsys, "models", "list")[1].splitlines() if line.startswith("qwen2.5-14b")]
    assert "8988 MB" in shown[0] and "pinned at its first download" in shown[0]
    code, _, err = run(capsys, "models", "pull", "gpt-9")
    assert code == 2
    assert "there is no model 'gpt-9'" in err


def test_converse_fails_with_one(tiny_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = "story: Shoes.\nturns:\n  - says: shoes\n    expect: {calls: [%s]}\n"
    (tmp_path / "good.yaml").write_text(script % "search")
    (tmp_path / "bad.yaml").write_text(script % "history")
    options = ["--home", str(tiny_home), "--model", "none"]
    assert run(capsys, "converse", str(tmp_path / "good.yaml"), *options)[0] == 0
    code, out, _ = run(
        capsys, "converse", str(tmp_path / "good.yaml"), str(tmp_path / "bad.yaml"), "--json", *options
    )
    report = json.loads(out)
    assert code == 1
    assert (report["passed"], report["failed"]) == (1, 1)


def test_doctor_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "doctor", "--model", "none")
    assert code == 1
    assert "tastemaker ingest FOLDER" in out


def test_a_chat_that_would_not_be_guarded_is_not_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logins = tmp_path / "logins"
    logins.write_text("ana:open sesame\n")
    logins.chmod(0o644)
    code, _, err = run(capsys, "chat", "--login", str(logins))
    assert code == 2 and "chmod 600" in err
    with pytest.raises(SystemExit):
        main(["chat", "--rate", "0"])
    assert "'0' is no whole number above 0" in capsys.readouterr().err
