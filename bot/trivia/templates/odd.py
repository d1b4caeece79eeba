"""The odd one out: who never won what the three others did."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text import fold
from bot.trivia.craft import Draft, Key
from bot.trivia.races import Asks, Entry, Race, prominence
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template, key_of, race_of
from bot.trivia.wordings import places_of

_LEAST_WEIGHT = 15.0  # of those who never won: known enough to be tempting
_LEAST_NODS = 3  # of somebody who never won anything there
_NODS = """
    SELECT n.edition FROM nomination n JOIN nomination_person l ON l.nomination = n.id
    WHERE l.person = ? AND n.body = ? AND n.official ORDER BY n.year, n.id
"""
_YEARS = 12  # between those that are put side by side


def _odd_keys(survey: Survey) -> Iterator[Key]:
    seen: set[tuple[str, str, str]] = set()
    for race in survey.sound:
        if race.asks is Asks.SONG or prominence(race.category) < 2 or not survey.is_complete(race.edition):
            continue
        for entry in race.losers:
            own = (entry.people if race.asks is Asks.PERSON else entry.works)[0][0]
            mark = (race.edition.body, race.category.id, own)
            if survey.weight(own) >= _LEAST_WEIGHT and mark not in seen:
                seen.add(mark)
                yield key_of(survey, "odd", race, own, (own,))


def _odd(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    entry = next(entry for entry in race.losers if key.subject in entry.ids)
    won = survey.wins_by_label(race)
    if won[fold(entry.label)] or not _is_settled(survey, race, key.subject):
        return None
    places = places_of(survey.catalog, race.edition, race)
    return Draft(places, entry.label, [_winners_around(survey, race)], f"odd-{race.asks}")


def _is_settled(survey: Survey, race: Race, ident: str) -> bool:
    """Return whether we know who won wherever somebody was up for it."""
    families = set(race.category.families)
    up = [other for other, _ in survey.nods[race.edition.body, ident] if families & set(other.category.families)]
    return all(any(entry.won and entry.label for entry in other.entries) for other in up)


def _winners_around(survey: Survey, race: Race) -> list[str]:
    line = survey.line[race.edition.body, race.category.id]
    near = [other for other in line if abs(other.edition.year - race.edition.year) <= _YEARS]
    return list(dict.fromkeys(other.winner.label for other in near))


def _never_keys(survey: Survey) -> Iterator[Key]:
    last: dict[tuple[str, str], tuple[Race, Entry]] = {}
    for race in survey.sound:
        if race.asks is Asks.PERSON and prominence(race.category) > 1 and survey.names_all(race.edition):
            for entry in race.losers:
                key = (race.edition.body, entry.people[0][0])
                if key not in last or last[key][0].edition.year < race.edition.year:
                    last[key] = (race, entry)
    for (body, person), (race, _) in last.items():
        if (body, person) not in survey.wins and len(survey.nods[body, person]) >= _LEAST_NODS:
            yield key_of(survey, "never", race, person, (person,))


def _never(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    entry = next(entry for entry in race.losers if key.subject in entry.ids)
    if fold(entry.label) in survey.winning_names(race.edition.body):
        return None
    nods = survey.store.rows(_NODS, (key.subject, race.edition.body))
    last = survey.catalog.editions[nods[-1]["edition"]]
    places = places_of(survey.catalog, last, race) | {"nods": str(len(nods))}
    return Draft(places, entry.label, [_winners_around(survey, race)])


ODD = (Template("odd", _odd_keys, _odd), Template("never", _never_keys, _never))
