"""The file of names and passwords."""

from pathlib import Path

import pytest

from tastemaker.tools.errors import DataError
from tastemaker.ui.visitors.login import read_logins


def write(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_password_may_hold_anything_a_line_can(tmp_path: Path) -> None:
    logins = write(tmp_path / "logins", "# the shop's\nana:open: sesame \n\n 林月 :密码#1\n")
    assert read_logins(logins) == [("ana", "open: sesame "), ("林月", "密码#1")]


@pytest.mark.parametrize(
    ("text", "mode", "sentence"),
    [
        ("ana:x\n", 0o644, "run `chmod 600"),
        ("ana:x\n", 0o660, "run `chmod 600"),
        ("", 0o600, "there is no login in"),
        ("ana:x\nben\n", 0o600, ":2: a login is `name:password`"),
        (":x\n", 0o600, ":1: a login is"),
        ("ana:\n", 0o600, ":1: a login is"),
    ],
)
def test_a_file_that_would_not_protect_is_refused(
    tmp_path: Path, text: str, mode: int, sentence: str
) -> None:
    with pytest.raises(DataError, match=sentence):
        read_logins(write(tmp_path / "logins", text, mode))


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_logins(tmp_path / "nowhere")
