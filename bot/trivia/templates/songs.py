"""Songs and their films, films and their countries: what stands in the detail of a nomination."""

from __future__ import annotations

from collections.abc import Iterator

from bot.trivia.craft import Draft, Key
from bot.trivia.quoted import quote_of
from bot.trivia.races import Asks, Entry
from bot.trivia.survey import Survey, labels
from bot.trivia.templates.base import Template, key_of, race_of
from bot.trivia.wordings import places_of

_COUNTRY = "best-international-feature"


def _song_film_keys(survey: Survey) -> Iterator[Key]:
    return (key_of(survey, "song-film", race) for race in survey.sound if race.asks is Asks.SONG)


def _song_film(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    others = [entry.title for entry in race.losers if entry.title]
    around = [entry.title for other in survey.near(race) for entry in other.entries if entry.title]
    places = places_of(survey.catalog, race.edition, race) | {"song": race.winner.label}
    names = survey.names_of(*race.winner.works)
    return Draft(places, race.winner.title, [others, around], names=names, quote=quote_of(survey, race))


def _film_song_keys(survey: Survey) -> Iterator[Key]:
    return (key_of(survey, "film-song", race) for race in survey.sound if race.asks is Asks.SONG)


def _film_song(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    same_film = [entry for entry in race.losers if entry.works == race.winner.works]
    around = [entry for other in survey.near(race) for entry in other.entries]
    places = places_of(survey.catalog, race.edition, race) | {"film": race.winner.title}
    return Draft(places, race.winner.label, [labels(same_film), labels(race.losers), labels(around)])


def _country_keys(survey: Survey) -> Iterator[Key]:
    for race in survey.sound:
        if _COUNTRY in race.category.families and all(_country_of(entry) for entry in race.entries):
            yield key_of(survey, "country", race)


def _country_of(entry: Entry) -> str:
    return entry.details[0] if len(entry.details) == 1 else ""


def _country(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    others = [_country_of(entry) for entry in race.losers]
    around = [_country_of(entry) for other in survey.near(race) for entry in other.entries]
    places = places_of(survey.catalog, race.edition, race) | {"film": race.winner.title}
    return Draft(places, _country_of(race.winner), [others, around], quote=quote_of(survey, race))


SONGS = (
    Template("song-film", _song_film_keys, _song_film),
    Template("film-song", _film_song_keys, _film_song),
    Template("country", _country_keys, _country),
)
