"""How well known a fact is: easy, medium or hard.

A fact gets points: those of its award body (data/bodies.csv, `weight`: 3 for the Oscars, 1 to 1.5 for others), of its
category (data/trivia/families.csv, `prominence`: 3 for best picture, 0 for most), of its age (2 for the last twelve
years, 1 up to thirty, none up to fifty, then half a point less), of the people and films that it is about (up to 2:
their weight in the store counts wins, nominations, award bodies and big categories), and of the kind of question
(data/trivia/templates.csv, `ease`: it is harder to know the year of a win than the winner). Where two people or films
have to be known, the lesser one counts. From `_EASY` points on it is easy, from `_MEDIUM` on medium, else hard: the big
Oscars of the last decades are easy; what is old and was won in a small category or at a guild is hard.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.catalog import Edition
from bot.tables import per_data, read_table
from bot.trivia.model import Level
from bot.trivia.races import Race, prominence
from bot.trivia.survey import Survey

_EASY, _MEDIUM = 8.0, 5.0
_AGES = ((12, 2.0), (30, 1.0), (50, 0.0))  # years at most -> points
_OLD = -0.5
_FAMES = ((100.0, 2.0), (60.0, 1.5), (30.0, 1.0), (15.0, 0.5))  # weight at least -> points
_WHOLE = 2  # points of a ceremony as a whole, beside those of a category
MIX = {Level.EASY: 5.0, Level.MEDIUM: 4.0, Level.HARD: 1.0}  # how often each is asked where no level is wished


def level_of(
    survey: Survey, template: str, edition: Edition, race: Race | None, known: Iterable[Iterable[str]]
) -> Level:
    """Return how well known it is; `race` is None for what belongs to a whole ceremony, `known` are groups of ids, of
    each of which one has to be known."""
    points = points_of(survey, template, edition)
    fame = min((_fame(max(map(survey.weight, group), default=0.0)) for group in known), default=0.0)
    return level_by(points + (prominence(race.category) if race else _WHOLE) + fame)


def _fame(weight: float) -> float:
    return next((points for least, points in _FAMES if weight >= least), 0.0)


def points_of(survey: Survey, template: str, edition: Edition) -> float:
    """Return the points of an edition and of a kind of question."""
    age = survey.newest_year - edition.year
    return _bodies()[edition.body] + next((points for most, points in _AGES if age <= most), _OLD) + ease(template)


def level_by(points: float) -> Level:
    """Return the level of so many points."""
    return Level.EASY if points >= _EASY else Level.MEDIUM if points >= _MEDIUM else Level.HARD


@per_data
def _bodies() -> dict[str, float]:
    return {row["body"]: float(row["weight"]) for row in read_table("bodies")}


@per_data
def templates() -> dict[str, dict[str, str]]:
    """Return the lines of data/trivia/templates.csv by template."""
    return {row["template"]: row for row in read_table("trivia/templates")}


def ease(template: str) -> float:
    """Return the points that a kind of question adds or takes."""
    return float(templates()[template]["ease"])
