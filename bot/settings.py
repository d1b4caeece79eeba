"""What the host sets in the environment, read once at start and checked with one clear line per mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.secret import find_secret

TELEGRAM_API_URL = "https://api.telegram.org"
LOG_FORMATS = ("text", "json")
LOG_LEVELS = ("debug", "info", "warning", "error")
_TOKEN = re.compile(r"[0-9]{1,20}:[A-Za-z0-9_-]{1,100}")
_URL_EXAMPLE = "give the server alone, such as http://127.0.0.1:8081"


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """How to reach Telegram: the bot's token and the Bot API server (scheme, host, port; no "/" at the end).

    The token is left out of `repr`, so that no log or traceback shows it.
    """

    token: str = field(repr=False)
    api_url: str = TELEGRAM_API_URL


@dataclass(frozen=True, slots=True)
class Listen:
    """An address of this machine and a port on which something is served."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class LogSettings:
    """How the log is written: `format` is one of `LOG_FORMATS`, `level` one of `LOG_LEVELS`."""

    format: str = "text"
    level: str = "info"


@dataclass(frozen=True, slots=True)
class HostSettings:
    """What a host sees of the running bot: its log, and its metrics where `metrics` says (None: nowhere)."""

    log: LogSettings = field(default_factory=LogSettings)
    metrics: Listen | None = None


class Mistakes:
    """Collects what is wrong with several settings, so that all of it is said at once."""

    def __init__(self) -> None:
        self._problems: list[str] = []

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Keep the mistakes that reading a setting inside the block meets."""
        try:
            yield
        except SettingsError as error:
            self._problems += error.problems

    def raise_all(self) -> None:
        """Raise a SettingsError with a line for each mistake, if there was one."""
        if self._problems:
            raise SettingsError(*self._problems)


def read_host_settings(environ: Mapping[str, str]) -> HostSettings:
    """Return how the bot is to be watched; an empty variable counts as not set.

    Raises:
        SettingsError: what is wrong, and what is possible, in a line for each mistake.
    """
    mistakes, usual = Mistakes(), LogSettings()
    with mistakes.noted():
        style = _one_of(environ, "LOG_FORMAT", LOG_FORMATS, usual.format)
    with mistakes.noted():
        level = _one_of(environ, "LOG_LEVEL", LOG_LEVELS, usual.level)
    with mistakes.noted():
        place = environ.get("METRICS_LISTEN", "").strip()
        metrics = read_listen("METRICS_LISTEN", place) if place else None
    mistakes.raise_all()
    return HostSettings(LogSettings(style, level), metrics)


def read_listen(variable: str, text: str) -> Listen:
    """Return the address and port of "address:port", the value of a variable; an IPv6 address stands in brackets.

    Raises:
        SettingsError: when it is none.
    """
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or not port or parts.netloc != text or "@" in text:
        raise SettingsError(f"{variable} is not address:port; give such as 127.0.0.1:8080, or 0.0.0.0:8080 for all")
    return Listen(host, port)


def _one_of(environ: Mapping[str, str], variable: str, possible: tuple[str, ...], default: str) -> str:
    value = environ.get(variable, "").strip().lower() or default
    if value not in possible:
        raise SettingsError(f"{variable} is {value[:20]!r}; it can be {', '.join(possible[:-1])} or {possible[-1]}")
    return value


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
    token, place = find_secret(environ, "TELEGRAM_BOT_TOKEN")
    if not token and place == "TELEGRAM_BOT_TOKEN":
        raise SettingsError(
            "no bot token: set TELEGRAM_BOT_TOKEN to the token from @BotFather, "
            "or TELEGRAM_BOT_TOKEN_FILE to a file that holds it"
        )
    return token, place


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
