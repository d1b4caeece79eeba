"""Parts that were played: from the character to the actor and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.model import Quote
from bot.text import fold
from bot.trivia.craft import Draft, Key
from bot.trivia.quoted import quote_of
from bot.trivia.races import Asks, Entry, Race
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template, key_of, race_of
from bot.trivia.wordings import places_of

_PLAIN = re.compile(r"[^\W\d_][\w .'’-]{1,38}[\w.]")  # no quotation marks, brackets or several names


def character_of(entry: Entry) -> str:
    """Return the one part that somebody was up for, where it has a plain name, else ""."""
    is_one = len(entry.details) == 1 and len(entry.works) == 1 and bool(entry.label)
    return entry.details[0] if is_one and _PLAIN.fullmatch(entry.details[0]) else ""


def _keys(survey: Survey, name: str) -> Iterator[Key]:
    for race in survey.races.values():
        if race.asks is not Asks.PERSON or not race.category.competitive:
            continue
        for entry in race.entries:
            if character_of(entry) and not survey.is_shared_title(entry.works[0][0]):
                yield key_of(survey, name, race, entry.people[0][0], entry.ids)


def _actor_keys(survey: Survey) -> Iterator[Key]:
    return _keys(survey, "actor")


def _role_keys(survey: Survey) -> Iterator[Key]:
    return _keys(survey, "role")


def _actor(survey: Survey, key: Key) -> Draft | None:
    race, entry = _found(key)
    part = character_of(entry)
    if not is_only_one(survey, race, entry) or _share_words(part, entry.label):
        return None
    others = [other.label for other in race.entries if other is not entry and other.label]
    around = [other.label for near in survey.around(race) for other in near.entries if other.label]
    return Draft(
        _places(survey, race, entry), entry.label, [others, around], _wording("actor", entry),
        names=survey.names_of(*entry.people), is_person=True, quote=_quote(survey, race, entry),
    )  # fmt: skip


def _role(survey: Survey, key: Key) -> Draft | None:
    race, entry = _found(key)
    if not is_only_one(survey, race, entry) or _share_words(character_of(entry), f"{entry.label} {entry.title}"):
        return None
    others = [character_of(other) for other in race.entries if other is not entry]
    around = [character_of(other) for near in survey.around(race) for other in near.entries]
    same_film = [
        character_of(other)
        for near in survey.of_edition(race.edition.id)
        for other in near.entries
        if other.works == entry.works and other.people != entry.people
    ]
    barred = frozenset(map(fold, same_film))
    wrong = [[part for part in group if part] for group in (others, around)]
    return Draft(
        _places(survey, race, entry), character_of(entry), wrong, _wording("role", entry), barred=barred,
        is_person=True, quote=_quote(survey, race, entry),
    )  # fmt: skip


def _found(key: Key) -> tuple[Race, Entry]:
    race = race_of(key)
    return race, next(entry for entry in race.entries if key.subject in entry.ids)


def is_only_one(survey: Survey, race: Race, entry: Entry) -> bool:
    """Return whether nobody else was up for a part of a like name in that film: old and young Rose are two."""
    work = entry.works[0][0]
    others = [other for _, other in survey.nods.get((race.edition.body, work), ()) if other.people != entry.people]
    return not any(_share_words(entry.details[0], " ".join(other.details)) for other in others)


def _share_words(one: str, other: str) -> bool:
    return not set(fold(one).split()).isdisjoint(fold(other).split())


def _places(survey: Survey, race: Race, entry: Entry) -> dict[str, str]:
    places = places_of(survey.catalog, race.edition, race)
    return places | {"part": character_of(entry), "film": entry.title, "person": entry.label}


def _wording(name: str, entry: Entry) -> str:
    return f"{name}-won" if entry.won else name


def _quote(survey: Survey, race: Race, entry: Entry) -> Quote | None:
    return quote_of(survey, race) if entry.won and race.is_sound else None


PARTS = (Template("actor", _actor_keys, _actor), Template("role", _role_keys, _role))
