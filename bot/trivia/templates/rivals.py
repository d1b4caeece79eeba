"""Who beat whom: questions about two nominees of one night, which no page answers in a line."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text import fold
from bot.trivia.craft import Draft, Key
from bot.trivia.races import Asks, prominence
from bot.trivia.survey import Survey, labels
from bot.trivia.templates.base import Template, key_of, race_of, winner_draft
from bot.trivia.wordings import places_of

_LEAST_LOSERS = 2  # with one alone it is but the question who won


def _beat_keys(survey: Survey) -> Iterator[Key]:
    for race in survey.sound:
        if race.asks is Asks.SONG or not prominence(race.category) or len(race.losers) < _LEAST_LOSERS:
            continue
        barred = survey.winners_of_the_year(race)
        for loser in race.losers:
            own = loser.people if race.asks is Asks.PERSON else loser.works
            if len(own) == 1 and own[0][0] not in barred:
                yield key_of(survey, "beat", race, own[0][0], race.winner.ids, loser.ids)


def _beat(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    loser = next(entry for entry in race.losers if key.subject in entry.ids)
    places = places_of(survey.catalog, race.edition, race) | {"loser": loser.label, "film": race.winner.title}
    wrong = [[label for label in group if label != loser.label] for group in survey.rivals(race)]
    return winner_draft(survey, race, places, f"beat-{race.asks}", wrong)


def _lost_keys(survey: Survey) -> Iterator[Key]:
    for race in survey.sound:
        if race.asks is not Asks.SONG and prominence(race.category) and len(race.losers) >= _LEAST_LOSERS:
            loser = max(race.losers, key=lambda entry: (max(map(survey.weight, entry.ids)), entry.label))
            yield key_of(survey, "lost", race, "", race.winner.ids, loser.ids)


def _lost(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    loser = next(entry for entry in race.losers if set(entry.ids) <= set(key.about))
    there = survey.nominated_that_year(race)
    wrong = [
        [entry.label for entry in other.entries if entry.label and there.isdisjoint(entry.ids)]
        for other in survey.near(race)
    ]
    places = places_of(survey.catalog, race.edition, race) | {"winner": race.winner.label}
    barred = frozenset(map(fold, labels(race.entries))) - {fold(loser.label)}
    return Draft(places, loser.label, wrong, f"lost-{race.asks}", barred=barred)


RIVALS = (Template("beat", _beat_keys, _beat), Template("lost", _lost_keys, _lost))
