"""The settings of webhook mode: where Telegram sends updates, where they are taken, and the secret they come with."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.errors import SettingsError
from bot.secret import find_secret
from bot.settings import TELEGRAM_API_URL, Listen, Mistakes, read_listen

LISTEN = "127.0.0.1:8080"
PORTS = (443, 80, 88, 8443)  # to which Telegram's own server sends: https://core.telegram.org/bots/api#setwebhook
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")  # Telegram takes shorter ones; they can be guessed
_PATH_CHARS = 32


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    """`url` is the public address, without the secret part of its path; `listen` an address or a Unix socket.

    The secret, which Telegram sends in a header, and the path made of it are left out of `repr`.
    """

    url: str
    listen: Listen | Path
    secret: str = field(repr=False)

    @property
    def path_secret(self) -> str:
        """The last part of the path, the same in every replica: it cannot be guessed, nor the secret told from it."""
        return hmac.new(self.secret.encode(), b"path", hashlib.sha256).hexdigest()[:_PATH_CHARS]

    @property
    def address(self) -> str:
        """Where Telegram sends updates; this is a secret too."""
        return f"{self.url}/{self.path_secret}"

    @property
    def path(self) -> str:
        """The path at which they arrive."""
        return urlsplit(self.address).path


def read_webhook_settings(environ: Mapping[str, str]) -> WebhookSettings:
    """Return the settings of webhook mode; an empty variable counts as not set.

    Raises:
        SettingsError: a line for each mistake, without the secret.
    """
    mistakes = Mistakes()
    with mistakes.noted():
        url = _read_url(environ.get("WEBHOOK_URL", "").strip(), _is_official(environ))
    with mistakes.noted():
        listen = _read_place(environ.get("WEBHOOK_LISTEN", "").strip() or LISTEN)
    with mistakes.noted():
        secret = _read_secret(environ)
    mistakes.raise_all()
    return WebhookSettings(url, listen, secret)


def _is_official(environ: Mapping[str, str]) -> bool:
    return environ.get("TELEGRAM_API_URL", "").strip().rstrip("/") in ("", TELEGRAM_API_URL)


def _read_url(text: str, is_official: bool) -> str:
    """Return the public address without a "/" at its end. It is never repeated: people paste secrets into it."""
    if not text:
        raise SettingsError("no WEBHOOK_URL: set it to the public address, such as https://bot.example.org/telegram")
    try:
        parts = urlsplit(text)
        port = parts.port or 443
    except ValueError:
        parts, port = urlsplit(""), 443
    schemes = ("https",) if is_official else ("https", "http")
    if parts.scheme not in schemes or not parts.hostname or any(char.isspace() for char in text):
        raise SettingsError("WEBHOOK_URL is no public address; give such as https://bot.example.org/telegram")
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise SettingsError("WEBHOOK_URL holds more than host, port and path; the secret goes into WEBHOOK_SECRET")
    if is_official and port not in PORTS:
        raise SettingsError(f"WEBHOOK_URL names port {port}; Telegram sends to {', '.join(map(str, PORTS))} only")
    return text.rstrip("/")


def _read_place(text: str) -> Listen | Path:
    if text.startswith("/"):
        path = Path(text)
        if not path.parent.is_dir():
            raise SettingsError(f"WEBHOOK_LISTEN ({text}) is in a folder that is not there; make {path.parent}")
        return path
    try:
        return read_listen("WEBHOOK_LISTEN", text)
    except SettingsError:
        raise SettingsError(
            f"WEBHOOK_LISTEN is neither address:port nor the path of a socket; give such as {LISTEN} "
            "or /run/awards-bot/webhook.sock"
        ) from None


def _read_secret(environ: Mapping[str, str]) -> str:
    secret, place = find_secret(environ, "WEBHOOK_SECRET")
    if not secret and place == "WEBHOOK_SECRET":
        raise SettingsError(
            "no WEBHOOK_SECRET: make one by: openssl rand -hex 32, and set it, or WEBHOOK_SECRET_FILE to a file with it"
        )
    if not _SECRET.fullmatch(secret):
        raise SettingsError(f"{place} does not hold a secret of 16 to 256 characters A-Z, a-z, 0-9, _ and -")
    return secret
