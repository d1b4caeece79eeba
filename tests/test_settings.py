"""The environment of `serve`: what is taken, and the one line that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from program import run

from bot.errors import SettingsError
from bot.settings import Listen, TelegramSettings, read_telegram_settings
from bot.state.url import read_state_url
from bot.webhook_settings import WebhookSettings, read_webhook_settings

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


HOST, URL, SECRET = "https://bot.example.org", "https://bot.example.org/telegram", "open-sesame-and-close_0"
HOOK = {"WEBHOOK_URL": URL, "WEBHOOK_SECRET": SECRET}
OWN = {"TELEGRAM_API_URL": "http://127.0.0.1:8081"}

GOOD_HOOKS = [
    (HOOK, URL, Listen("127.0.0.1", 8080)),
    (HOOK | {"WEBHOOK_URL": f" {URL}/ ", "WEBHOOK_LISTEN": "[::]:80"}, URL, Listen("::", 80)),
    (HOOK | {"WEBHOOK_URL": f"{HOST}:8443/", "WEBHOOK_LISTEN": "/run/bot.sock"}, f"{HOST}:8443", Path("/run/bot.sock")),
    (HOOK | OWN | {"WEBHOOK_URL": "http://proxy:8080/x"}, "http://proxy:8080/x", Listen("127.0.0.1", 8080)),
]  # fmt: skip


@pytest.mark.parametrize(("environ", "url", "listen"), GOOD_HOOKS)
def test_good_webhooks(environ: dict[str, str], url: str, listen: Listen | Path) -> None:
    """Where updates are sent and taken; the path has a part that nobody guesses, and neither secret shows."""
    settings = read_webhook_settings(environ)
    assert settings == WebhookSettings(url, listen, SECRET)
    assert settings.address.startswith(f"{url}/")
    assert settings.address.endswith(settings.path)
    assert len(settings.path_secret) == 32
    assert settings.path_secret != WebhookSettings(url, listen, SECRET[::-1]).path_secret
    assert SECRET not in repr(settings) + settings.address
    assert settings.path_secret not in repr(settings)


BAD_HOOKS = [
    ({}, ["no WEBHOOK_URL: set it to the public address", "no WEBHOOK_SECRET: make one by: openssl rand -hex 32"]),
    (HOOK | {"WEBHOOK_URL": "http://bot.example.org"}, ["WEBHOOK_URL is no public address; give such as https://"]),
    (HOOK | OWN | {"WEBHOOK_URL": "bot.example.org"}, ["WEBHOOK_URL is no public address"]),
    (HOOK | {"WEBHOOK_URL": "https://[::1"}, ["WEBHOOK_URL is no public address"]),
    (HOOK | {"WEBHOOK_URL": "https://me:pw@bot.example.org"}, ["WEBHOOK_URL holds more than host, port and path"]),
    (HOOK | {"WEBHOOK_URL": f"{URL}?secret={SECRET}"}, ["WEBHOOK_URL holds more than host, port and path"]),
    (HOOK | {"WEBHOOK_URL": "https://bot.example.org:444"}, ["WEBHOOK_URL names port 444; Telegram sends to 443, 80"]),
    (HOOK | {"WEBHOOK_LISTEN": "8080"}, ["WEBHOOK_LISTEN is neither address:port nor the path of a socket"]),
    (HOOK | {"WEBHOOK_LISTEN": "/no/folder/x.sock"}, ["WEBHOOK_LISTEN (/no/folder/x.sock) is in a folder that is not"]),
    (HOOK | {"WEBHOOK_SECRET": "short"}, ["WEBHOOK_SECRET does not hold a secret of 16 to 256 characters A-Z, a-z"]),
    (HOOK | {"WEBHOOK_SECRET": f"{SECRET}!"}, ["WEBHOOK_SECRET does not hold a secret"]),
    (HOOK | {"WEBHOOK_SECRET_FILE": "no/file"}, ["WEBHOOK_SECRET and WEBHOOK_SECRET_FILE are both set"]),
]  # fmt: skip


@pytest.mark.parametrize(("environ", "lines"), BAD_HOOKS)
def test_bad_webhooks_are_a_line_for_each_mistake(environ: dict[str, str], lines: list[str]) -> None:
    """All of them at once, none with the secret."""
    with pytest.raises(SettingsError) as error:
        read_webhook_settings(environ)
    assert [said.startswith(line) for said, line in zip(error.value.problems, lines, strict=True)] == [True] * len(
        lines
    )
    assert SECRET not in str(error.value)


def test_secrets_from_files(tmp_path: Path) -> None:
    """The webhook's secret and the address of the state, which may hold a password, as the token."""
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    (tmp_path / "url").write_text("postgresql://ada:pa55@db/bot\n")
    hook = read_webhook_settings({"WEBHOOK_URL": URL, "WEBHOOK_SECRET_FILE": str(tmp_path / "secret")})
    assert hook.secret == SECRET
    assert read_state_url({"STATE_URL_FILE": str(tmp_path / "url")}).password == "pa55"
    (tmp_path / "url").write_text("pa55")
    with pytest.raises(SettingsError, match=r"STATE_URL_FILE \(.*url\) is not the address of a database") as error:
        read_state_url({"STATE_URL_FILE": str(tmp_path / "url")})
    assert "pa55" not in str(error.value)


def test_serve_says_everything_that_is_wrong_at_once() -> None:
    """A line for each setting, and status 2."""
    wrong = {"TELEGRAM_BOT_TOKEN": "abc", "AWARDS_KEEP_UNANSWERED": "maybe", "STATE_URL": "x", "WEBHOOK_URL": "y"}
    result = run("serve", "--webhook", env={**wrong, "WEBHOOK_SECRET": "", "TELEGRAM_API_URL": ""})
    assert result.exit_code == 2
    assert [line.split()[1] for line in result.stderr.splitlines()] == [
        "TELEGRAM_BOT_TOKEN", "AWARDS_KEEP_UNANSWERED", "STATE_URL", "WEBHOOK_URL", "no",
    ]  # fmt: skip
    assert all(line.startswith("awards-bot: ") for line in result.stderr.splitlines())
