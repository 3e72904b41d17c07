"""What is kept of shoppers is readable by the owner of the home alone."""

import os
from pathlib import Path

import pytest
import tiny

from tastemaker.tools.home.private import private
from tastemaker.ui.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")


def open_to_others(home: Path) -> list[str]:
    return [str(path) for path in (home, *home.rglob("*")) if path.stat().st_mode & 0o077]


def test_a_home_that_was_open_is_closed_and_links_lead_nowhere(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("not ours")
    outside.chmod(0o644)
    home = tmp_path / "home"
    (home / "builds").mkdir(parents=True, mode=0o755)
    (home / "profiles.sqlite").write_text("")
    (home / "profiles.sqlite").chmod(0o644)
    (home / "link").symlink_to(outside)
    private(home)
    assert oct(home.stat().st_mode)[-3:] == oct((home / "builds").stat().st_mode)[-3:] == "700"
    assert oct((home / "profiles.sqlite").stat().st_mode)[-3:] == "600"
    assert oct(outside.stat().st_mode)[-3:] == "644"


def test_what_the_commands_write_is_the_owners_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = os.umask(0o022)
    for door in ("tastemaker.agent.agent", "tastemaker.tools.encode.encoders"):
        monkeypatch.setattr(f"{door}.open_text_encoder", lambda name: tiny.TinyText())
        monkeypatch.setattr(f"{door}.open_picture_encoder", lambda name: tiny.TinyPictures())
    home = tmp_path / "new" / "home"
    try:
        assert main(["ingest", str(tiny.tiny_folder(tmp_path / "folder")), "--home", str(home)]) == 0
        assert main(["ask", "red shoes", "--home", str(home), "--model", "none", "--session", "s"]) == 0
    finally:
        os.umask(before)
    assert (home / "profiles.sqlite").exists() and not open_to_others(home)
