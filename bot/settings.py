"""What the host sets in the environment, read once at start and checked with one clear line per mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError

TELEGRAM_API_URL = "https://api.telegram.org"
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
_TOKEN_FILE_MAX_BYTES = 1_000  # a token has some 46 characters: a longer file is the wrong file
_URL_EXAMPLE = "give the server alone, such as http://127.0.0.1:8081"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How to reach Telegram: the bot's token and the Bot API server (scheme, host, port; no "/" at the end).

    The token is left out of `repr`, so that no log or traceback shows it.
    """

    token: str = field(repr=False)
    api_url: str = TELEGRAM_API_URL


def read_telegram_settings(environ: Mapping[str, str]) -> TelegramSettings:
    """Return the Telegram settings of `environ`; an empty variable counts as not set.

    Raises:
        SettingsError: what is wrong, where, and what to do, in one line that never holds the token.
    """
    token, place = _find_token(environ)
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            f"{place} does not hold a bot token: expected digits, a colon and letters, as @BotFather gives it"
        )
    return TelegramSettings(token, _check_url(environ.get("TELEGRAM_API_URL", "").strip() or TELEGRAM_API_URL))


def _find_token(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the token and the place it came from, to be named when it is wrong."""
    token = environ.get("TELEGRAM_BOT_TOKEN", "").strip()
    path = environ.get("TELEGRAM_BOT_TOKEN_FILE", "").strip()
    if token and path:
        raise SettingsError("TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set; unset one of them")
    if token:
        return token, "TELEGRAM_BOT_TOKEN"
    if path:
        return _read_token(Path(path)), f"TELEGRAM_BOT_TOKEN_FILE ({path})"
    raise SettingsError(
        "no bot token: set TELEGRAM_BOT_TOKEN to the token from @BotFather, "
        "or TELEGRAM_BOT_TOKEN_FILE to a file that holds it"
    )


def _read_token(path: Path) -> str:
    """Return what the file holds, without blanks around it."""
    try:
        with path.open("rb") as file:
            raw = file.read(_TOKEN_FILE_MAX_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(
            f"TELEGRAM_BOT_TOKEN_FILE ({path}) cannot be read ({reason}); name a readable file that holds the token"
        ) from None
    return raw.decode("utf-8-sig", errors="replace").strip()


def _check_url(url: str) -> str:
    """Return `url` without a "/" at its end. It is never repeated in an error: people paste the token into it."""
    try:
        parts = urlsplit(url)
        is_server = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_server = False
    if not is_server or any(char.isspace() for char in url):
        raise SettingsError(f"TELEGRAM_API_URL is not the address of a Bot API server; {_URL_EXAMPLE}")
    if parts.username is not None or parts.password is not None:
        raise SettingsError(f"TELEGRAM_API_URL holds a user name or password; {_URL_EXAMPLE}")
    if parts.query or parts.fragment or re.search(r"/bot(?:/|\d|$)", parts.path):
        raise SettingsError(f"TELEGRAM_API_URL goes on after the server's address; {_URL_EXAMPLE}")
    return url.rstrip("/")
