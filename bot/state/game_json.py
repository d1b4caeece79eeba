"""Games and their events as JSON, and back."""

from __future__ import annotations

import json
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from bot.trivia.events import Event
from bot.trivia.play import Game

_converter = Converter(omit_if_default=True, forbid_extra_keys=False)
configure_tagged_union(Event, _converter, tag_name="is")


def game_to_json(game: Game) -> str:
    """Return a game as JSON; fields that have their usual values are left out."""
    return _packed(_converter.unstructure(game))


def game_from_json(text: str) -> Game:
    """Return the game of a text by `game_to_json`, also by that of an earlier version, which had fewer fields."""
    return _converter.structure(json.loads(text), Game)


def event_to_json(event: Event) -> str:
    """Return an event as JSON; its kind is the name of its class."""
    return _packed(_converter.unstructure(event, unstructure_as=Event))


def event_from_json(text: str) -> Event:
    """Return the event of a text by `event_to_json`."""
    event: Event = _converter.structure(json.loads(text), Event)  # type: ignore[arg-type]
    return event


def _packed(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))
