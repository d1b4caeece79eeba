"""Secrets of the environment: in a variable, or in the file that the variable with _FILE behind it names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsError

MAX_BYTES = 1_000  # a longer file is the wrong file


def find_secret(environ: Mapping[str, str], variable: str) -> tuple[str, str]:
    """Return the secret, "" where there is none, and the place it came from, to be named when it is wrong.

    Raises:
        SettingsError: when both variables are set, or the file cannot be read; the secret is not in it.
    """
    secret = environ.get(variable, "").strip()
    path = environ.get(f"{variable}_FILE", "").strip()
    if secret and path:
        raise SettingsError(f"{variable} and {variable}_FILE are both set; unset one of them")
    if not path:
        return secret, variable
    return _read(Path(path), variable), f"{variable}_FILE ({path})"


def _read(path: Path, variable: str) -> str:
    """Return what the file holds, without blanks around it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingsError(
            f"{variable}_FILE ({path}) cannot be read ({reason}); name a readable file that holds it and nothing else"
        ) from None
    return raw.decode("utf-8-sig", errors="replace").strip()
