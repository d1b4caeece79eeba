"""Two winners of one night: the one leads to the other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.tables import say
from bot.trivia.craft import Draft, Key
from bot.trivia.races import Asks, Race, prominence
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template, key_of, race_of, winner_draft
from bot.trivia.templates.winners import for_film
from bot.trivia.templates.years import once
from bot.trivia.wordings import award_of, places_of

_WITHOUT_A_NIGHT = ("critics", "festival")
_CLUE, _ASKED = 2, 2  # prominence of the category that is told, and of the one that is asked for


def _night_keys(survey: Survey) -> Iterator[Key]:
    for races in survey.night.values():
        clues = [race for race in races if prominence(race.category) >= _CLUE and once(survey, race)]
        for race in races:
            if prominence(race.category) < _ASKED or race.asks is Asks.SONG:
                continue
            for clue in clues:
                if _differ(clue, race):
                    yield key_of(survey, "night", race, clue.category.id, race.winner.ids, clue.winner.ids)


def _differ(clue: Race, race: Race) -> bool:
    return clue is not race and set(clue.winner.ids).isdisjoint(race.winner.ids) and clue.asks is not Asks.SONG


def _night(survey: Survey, key: Key) -> Draft | None:
    race = race_of(key)
    clue = survey.find(race.edition.id, key.subject)
    if not clue:
        return None
    places = places_of(survey.catalog, race.edition, race)
    name = clue.winner.label if clue.asks is Asks.PERSON else f"“{clue.winner.label}”"
    places |= {"clue": name, "clue_award": award_of(clue), "for": for_film(race), "when": _when(survey, race)}
    return winner_draft(survey, race, places, f"night-{race.asks}")


def _when(survey: Survey, race: Race) -> str:
    """Return "night", or "year" where prizes are not handed over in one evening."""
    kind = survey.catalog.bodies[race.edition.body].kind
    return say("trivia.year") if kind in _WITHOUT_A_NIGHT else say("trivia.night")


NIGHTS = (Template("night", _night_keys, _night),)
