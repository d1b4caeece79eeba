"""The words spoken on stage that belong beneath a win."""

from __future__ import annotations

from bot.model import Quote
from bot.trivia.races import Race
from bot.trivia.survey import Survey


def quote_of(survey: Survey, race: Race) -> Quote | None:
    """Return what the winner of a race said there, or None."""
    winner = race.winner
    person = winner.people[0][0] if winner.people else None
    work = winner.works[0][0] if winner.works else None
    found = survey.world.quotes.best_for(person, work, race.edition.id, race.category.id)
    return found.quote if found else None
