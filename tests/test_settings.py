"""The environment of `serve`: what is taken, and the one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import TelegramSettings, read_telegram_settings

TOKEN = "7000000001:DoubleDoubleToilAndTroubleFireBurn1"
OFFICIAL = "https://api.telegram.org"

GOOD = [
    ({"TELEGRAM_BOT_TOKEN": TOKEN}, OFFICIAL),
    ({"TELEGRAM_BOT_TOKEN": f" {TOKEN}\n", "TELEGRAM_API_URL": "", "TELEGRAM_BOT_TOKEN_FILE": ""}, OFFICIAL),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:8081/"}, "http://127.0.0.1:8081"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://[::1]:8081"}, "http://[::1]:8081"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "https://example.org/tg"}, "https://example.org/tg"),
]  # fmt: skip


@pytest.mark.parametrize(("environ", "api_url"), GOOD)
def test_good_settings(environ: dict[str, str], api_url: str) -> None:
    """Blanks around a value do not matter, an empty variable is not set, and the token does not show."""
    settings = read_telegram_settings(environ)
    assert settings == TelegramSettings(TOKEN, api_url)
    assert TOKEN not in repr(settings)


BAD = [
    ({}, "no bot token: set TELEGRAM_BOT_TOKEN to the token from @BotFather"),
    ({"TELEGRAM_BOT_TOKEN": " "}, "no bot token"),
    ({"TELEGRAM_BOT_TOKEN": "abc"}, "TELEGRAM_BOT_TOKEN does not hold a bot token"),
    ({"TELEGRAM_BOT_TOKEN": f"{TOKEN} x"}, "TELEGRAM_BOT_TOKEN does not hold a bot token"),
    ({"TELEGRAM_BOT_TOKEN": f"bot{TOKEN}"}, "TELEGRAM_BOT_TOKEN does not hold a bot token"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_BOT_TOKEN_FILE": "x"}, "are both set; unset one of them"),
    ({"TELEGRAM_BOT_TOKEN_FILE": "no/file"}, "TELEGRAM_BOT_TOKEN_FILE (no/file) cannot be read (No such file"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "localhost:8081"}, "not the address of a Bot API server"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://"}, "not the address of a Bot API server"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://x:99999"}, "not the address of a Bot API server"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://a b"}, "not the address of a Bot API server"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://[::1"}, "not the address of a Bot API server"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"{OFFICIAL}/bot{TOKEN}"}, "goes on after the server's address"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"{OFFICIAL}/bot"}, "goes on after the server's address"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": f"{OFFICIAL}?x=1"}, "goes on after the server's address"),
    ({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://me:pw@x"}, "holds a user name or password"),
]  # fmt: skip


@pytest.mark.parametrize(("environ", "line"), BAD)
def test_bad_settings_are_one_line_without_the_token(environ: dict[str, str], line: str) -> None:
    """What is wrong, where, and what to do."""
    with pytest.raises(SettingsError) as error:
        read_telegram_settings(environ)
    assert line in str(error.value)
    assert "\n" not in str(error.value)
    assert TOKEN.partition(":")[2] not in str(error.value)


@pytest.mark.parametrize("content", [f"{TOKEN}\n", f"\ufeff{TOKEN}\r\n", TOKEN])
def test_token_from_a_file(tmp_path: Path, content: str) -> None:
    """As editors and secret stores write it: with or without a line end or a byte order mark."""
    path = tmp_path / "token"
    path.write_text(content, encoding="utf-8", newline="")
    assert read_telegram_settings({"TELEGRAM_BOT_TOKEN_FILE": str(path)}).token == TOKEN


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"TOKEN=" + TOKEN.encode(), b"x" * 5000])
def test_a_file_that_holds_no_token(tmp_path: Path, content: bytes) -> None:
    """The line names the file, not what is in it; a folder cannot be read at all."""
    path = tmp_path / "token"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"TELEGRAM_BOT_TOKEN_FILE \(.*token\) does not hold a bot token"):
        read_telegram_settings({"TELEGRAM_BOT_TOKEN_FILE": str(path)})
    with pytest.raises(SettingsError, match="cannot be read"):
        read_telegram_settings({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path)})
