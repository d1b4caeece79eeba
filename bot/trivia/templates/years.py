"""When something was won, and what was won first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.tables import say
from bot.text import fold
from bot.trivia.craft import Draft, Key
from bot.trivia.quoted import quote_of
from bot.trivia.races import Asks, Race, prominence
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template, key_of, race_of
from bot.trivia.wordings import places_of

_NEAREST, _FARTHEST = 2, 7  # years between the right one and a wrong one
_FIRST_GAP, _FIRST_REACH = 2, 14  # years between the first win and the others


def once(survey: Survey, race: Race) -> bool:
    """Return whether whoever or whatever won a race won in its families there once only, and nobody of that name."""
    return survey.wins_by_label(race)[fold(race.winner.label)] == 1


def _year_keys(survey: Survey) -> Iterator[Key]:
    for race in survey.sound:
        if prominence(race.category) and once(survey, race) and not survey.has_twin(race.edition):
            yield key_of(survey, "year", race)


def _year(survey: Survey, key: Key) -> Draft | None:
    race, edition = race_of(key), key.edition
    first, last = survey.catalog.span(edition.body)
    taken = {edition.film_first, edition.film_last} | {
        other.edition.year for ident in race.winner.ids for other, _ in survey.wins.get((edition.body, ident), ())
    }
    years = [
        str(year)
        for gap in range(_NEAREST, _FARTHEST + 1)
        for year in (edition.year - gap, edition.year + gap)
        if first <= year <= last and year not in taken and survey.catalog.in_year(edition.body, year)
    ]
    places = places_of(survey.catalog, edition, race) | {"winner": race.winner.label}
    wording = f"year-{race.asks}"
    decade = say("trivia.hint-decade", year=edition.year // 10 * 10)
    return Draft(
        places, str(edition.year), [years], wording, in_order=True, clues=(decade,), quote=quote_of(survey, race)
    )


def _first_keys(survey: Survey) -> Iterator[Key]:
    for race in survey.sound:
        if prominence(race.category) > 1 and race.asks is not Asks.SONG and once(survey, race):
            yield key_of(survey, "first", race)


def _first(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    later = [
        other.winner.label
        for other in survey.line[race.edition.body, race.category.id]
        if _FIRST_GAP <= other.edition.year - race.edition.year <= _FIRST_REACH and once(survey, other)
    ]
    places = places_of(survey.catalog, race.edition, race)
    return Draft(places, race.winner.label, [later], f"first-{race.asks}", quote=quote_of(survey, race))


YEARS = (Template("year", _year_keys, _year), Template("first", _first_keys, _first))
