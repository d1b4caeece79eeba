"""The bot's commands: where each is offered. What they ask and are called is in data/replies.csv (see `Texts`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Place(StrEnum):
    """Where somebody stands who opens the menu of commands."""

    PRIVATE = "private"
    GROUP = "group"
    ADMIN = "admin"  # an admin of a group


EVERYWHERE = (Place.PRIVATE, Place.GROUP, Place.ADMIN)


@dataclass(frozen=True, slots=True)
class Command:
    """A command, without its "/". One that `asks` puts a question to the core: the texts say which."""

    name: str
    places: tuple[Place, ...] = EVERYWHERE
    asks: bool = False


COMMANDS = (  # in the order of Telegram's menu
    Command("ask"),
    Command("nominees", asks=True),
    Command("ceremony", asks=True),
    Command("person", asks=True),
    Command("film", asks=True),
    Command("chart", asks=True),
    Command("quote", asks=True),
    Command("next", asks=True),
    Command("about", asks=True),
    Command("trivia"),
    Command("score"),
    Command("hint"),
    Command("skip"),
    Command("pause"),
    Command("resume"),
    Command("stop"),
    Command("daily", (Place.ADMIN,)),
    Command("settings", (Place.ADMIN,)),
    Command("report"),
    Command("help"),
    Command("privacy"),
    Command("forget"),
    Command("start", (Place.PRIVATE,)),
)
ASKING = tuple(command.name for command in COMMANDS if command.asks)


def menu_of(place: Place) -> tuple[str, ...]:
    """Return the names of the commands offered in a place."""
    return tuple(command.name for command in COMMANDS if place in command.places)
