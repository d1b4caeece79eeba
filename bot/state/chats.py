"""The chats the bot has met: whether it may write there, and what its admins have set."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from bot.state.tables import chats, upsert


class Standing(StrEnum):
    """How the bot stands in a chat."""

    ACTIVE = "active"
    LEFT = "left"  # it was removed from the group, or the group is gone
    BLOCKED = "blocked"  # the user has blocked it
    FORBIDDEN = "forbidden"  # Telegram refused a message: one of the two above, not told which


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What the admins of a group have set.

    `dates` is the language of dates, as a code such as "en"; `quotes` whether answers show what was said on stage.
    In quiet hours, from `quiet_from` until `quiet_until` (minutes since midnight in `timezone`, an IANA name),
    the bot writes nothing by itself; None: there are none. `trivia_admins` lets nobody but admins start a game;
    `trivia_pause_min` is how many minutes there are at least between two games.
    """

    dates: str = "en"
    quotes: bool = True
    quiet_from: int | None = None
    quiet_until: int | None = None
    timezone: str = "UTC"
    trivia_admins: bool = False
    trivia_pause_min: int = 0


_FIELDS = frozenset(each.name for each in fields(ChatSettings))


def settings_of(db: Connection, chat_id: int) -> ChatSettings:
    """Return a chat's settings, the usual ones where nothing was set."""
    stored = db.execute(select(chats.c.settings).where(chats.c.chat_id == chat_id)).scalar() or "{}"
    return ChatSettings(**{name: value for name, value in json.loads(stored).items() if name in _FIELDS})


def save_settings(db: Connection, chat_id: int, kind: str, settings: ChatSettings, now: float) -> None:
    """Replace a chat's settings. `kind` is private, group, supergroup or channel."""
    usual = asdict(ChatSettings())
    changed = {name: value for name, value in asdict(settings).items() if value != usual[name]}
    _put(db, chat_id, kind, now, settings=json.dumps(changed))


def meet(db: Connection, chat_id: int, kind: str, now: float) -> None:
    """Note that the bot hears of a chat, so that it may write there."""
    _put(db, chat_id, kind, now, standing=Standing.ACTIVE.value, standing_at=now)


def set_standing(db: Connection, chat_id: int, standing: Standing, now: float) -> None:
    """Note how the bot stands in a chat that it has met; of another there is nothing to note."""
    db.execute(update(chats).where(chats.c.chat_id == chat_id).values(standing=standing.value, standing_at=now))


def standing_of(db: Connection, chat_id: int) -> Standing | None:
    """Return how the bot stands in a chat, None when it has not met it."""
    stored = db.execute(select(chats.c.standing).where(chats.c.chat_id == chat_id)).scalar()
    return Standing(stored) if stored else None


def active_of(db: Connection, chat_ids: Collection[int]) -> set[int]:
    """Return which chats are noted as such where the bot may write."""
    is_active = chats.c.standing == Standing.ACTIVE.value
    return set(db.execute(select(chats.c.chat_id).where(chats.c.chat_id.in_(chat_ids), is_active)).scalars())


def current_id(db: Connection, chat_id: int) -> int:
    """Return the id of the supergroup that a group has become, else its own."""
    return db.execute(select(chats.c.migrated_to).where(chats.c.chat_id == chat_id)).scalar() or chat_id


def _put(db: Connection, chat_id: int, kind: str, now: float, **values: Any) -> None:
    new = {"standing": Standing.ACTIVE.value, "standing_at": now, "settings": "{}"} | values
    db.execute(upsert(db.dialect.name, chats, "kind", *values), {"chat_id": chat_id, "kind": kind, **new})
