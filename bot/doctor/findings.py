"""What a check finds: in order or not, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"  # the bot runs, but not as somebody may expect
    WRONG = "wrong"  # the bot does not run, or will not for long


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found `about` something, with what to do where it is not in order, in one line without secrets."""

    level: Level
    about: str
    text: str


def ok(about: str, text: str) -> Finding:
    """Return that something is in order."""
    return Finding(Level.OK, about, text)


def warning(about: str, text: str) -> Finding:
    """Return that something may not be as it is meant."""
    return Finding(Level.WARNING, about, text)


def wrong(about: str, text: str) -> Finding:
    """Return that something has to be mended."""
    return Finding(Level.WRONG, about, text)
