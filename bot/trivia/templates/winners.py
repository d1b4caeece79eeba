"""Who won, for which film, and who won for a film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.text import fold
from bot.trivia.craft import Draft, Key
from bot.trivia.quoted import quote_of
from bot.trivia.races import Asks, Race
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template, key_of, race_of, winner_draft
from bot.trivia.wordings import places_of


def _winner_keys(survey: Survey) -> Iterator[Key]:
    return (key_of(survey, "winner", race) for race in survey.sound)


def _winner(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    film = race.winner.title
    places = places_of(survey.catalog, race.edition, race) | {"film": film, "for": for_film(race)}
    return winner_draft(survey, race, places, f"winner-{race.asks}")


def for_film(race: Race) -> str:
    """Return " for La La Land" where a person won for one film, else ""."""
    return f" for {race.winner.title}" if race.asks is Asks.PERSON and race.winner.title else ""


def _film_keys(survey: Survey) -> Iterator[Key]:
    return (key_of(survey, "film", race) for race in survey.sound if race.asks is Asks.PERSON and race.winner.title)


def _film(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    person, name = race.winner.people[0]
    own = survey.nods.get((race.edition.body, person), [])
    tonight = {fold(title) for other, entry in own if other.edition == race.edition for _, title in entry.works}
    kind = race.category.kind  # of a film no show is a fair wrong answer
    alike = [(other, entry) for other, entry in own if other.category.kind == kind and other.edition != race.edition]
    theirs = [title for _, entry in alike for _, title in entry.works]
    losers = [title for entry in race.losers for _, title in entry.works]
    around = [title for other in survey.near(race) for entry in other.entries for _, title in entry.works]
    places = places_of(survey.catalog, race.edition, race) | {"person": name}
    barred = frozenset(tonight - {fold(race.winner.title)})
    wrong = [_nearest(theirs), losers, around]
    wording = "film-tv" if race.category.kind == "tv" else "film"
    names = survey.names_of(*race.winner.works)
    return Draft(places, race.winner.title, wrong, wording, names=names, barred=barred, quote=quote_of(survey, race))


def _nearest(titles: list[str]) -> list[str]:
    return list(dict.fromkeys(titles))[:4]


def _performance_keys(survey: Survey) -> Iterator[Key]:
    for (body, category), line in survey.line.items():
        won = [
            fold(title)
            for race in survey.of_category(body, category)
            for entry in race.entries
            if entry.won
            for _, title in entry.works
        ]
        for race in line:
            if race.asks is Asks.PERSON and race.winner.title and won.count(fold(race.winner.title)) == 1:
                yield key_of(survey, "performance", race)


def _performance(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    places = places_of(survey.catalog, race.edition, race) | {"film": race.winner.title}
    return replace(winner_draft(survey, race, places, "performance"), clues=())  # the film stands in the question


WINNERS = (
    Template("winner", _winner_keys, _winner),
    Template("film", _film_keys, _film),
    Template("performance", _performance_keys, _performance),
)
