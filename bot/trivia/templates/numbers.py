"""How many, and who had the most: counted over all that a film was up for at one ceremony."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.catalog import Edition
from bot.trivia.craft import Draft, Key
from bot.trivia.known import level_of
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template
from bot.trivia.wordings import places_of

_LEAST_NODS = 4  # of a film whose awards are asked for
_LEAST_TOP = 3  # awards, or nominations, of the film that had the most
_REACH = 4  # how far a wrong number is from the right one
_ONE_FILM = """
    SELECT n.edition, sum(n.winner) AS won, count(*) AS nods, min(n.competitive) AS competitive
    FROM nomination n JOIN nomination_work l ON l.nomination = n.id
    WHERE l.work = ? AND n.body = ? AND n.official GROUP BY n.edition
"""


def _films(survey: Survey, name: str) -> Iterator[Key]:
    for edition, tallies in survey.tallies.items():
        for work, (won, nods) in tallies.items():
            if nods >= _LEAST_NODS and (won or name == "nods"):
                yield _key(survey, name, survey.catalog.editions[edition], work)


def _key(survey: Survey, name: str, edition: Edition, work: str) -> Key:
    return Key(name, edition, None, work, level_of(survey, name, edition, None, ((work,),)), (work,))


def _count_keys(survey: Survey) -> Iterator[Key]:
    return _films(survey, "count")


def _nods_keys(survey: Survey) -> Iterator[Key]:
    return _films(survey, "nods")


def _count(survey: Survey, key: Key) -> Draft | None:
    return _number(survey, key, "won")


def _nods(survey: Survey, key: Key) -> Draft | None:
    return _number(survey, key, "nods")


def _number(survey: Survey, key: Key, column: str) -> Draft | None:
    """Return the draft of a number, if the film was up there once only and for contested awards only."""
    rows = survey.store.rows(_ONE_FILM, (key.subject, key.edition.body))
    if len(rows) != 1 or not rows[0]["competitive"] or survey.is_shared_title(key.subject):
        return None
    right, most = int(rows[0][column]), int(rows[0]["nods"]) if column == "won" else int(rows[0]["nods"]) + _REACH
    least = 0 if column == "won" else 1
    wrong = [str(number) for number in range(max(least, right - _REACH), min(most, right + _REACH) + 1)]
    places = places_of(survey.catalog, key.edition) | {"film": survey.titles[key.subject], "nods": str(rows[0]["nods"])}
    places["awards"] = _awards_of(survey, key.edition, right)
    return Draft(places, str(right), [wrong], in_order=True)


def _awards_of(survey: Survey, edition: Edition, number: int) -> str:
    body = survey.catalog.bodies[edition.body]
    return body.singular if number == 1 else f"{body.singular}s"


def _top(survey: Survey, name: str, at: int) -> Iterator[Key]:
    for edition, tallies in survey.tallies.items():
        ranked = Counter({work: tally[at] for work, tally in tallies.items()}).most_common(2)
        if len(ranked) == 2 and ranked[0][1] > ranked[1][1] and ranked[0][1] >= _LEAST_TOP:
            yield _key(survey, name, survey.catalog.editions[edition], ranked[0][0])


def _most_keys(survey: Survey) -> Iterator[Key]:
    return _top(survey, "most", 0)


def _led_keys(survey: Survey) -> Iterator[Key]:
    return _top(survey, "led", 1)


def _most(survey: Survey, key: Key) -> Draft | None:
    return _leader(survey, key, 0)


def _led(survey: Survey, key: Key) -> Draft | None:
    return _leader(survey, key, 1)


def _leader(survey: Survey, key: Key, at: int) -> Draft | None:
    tallies = survey.tallies[key.edition.id]
    others = Counter({work: tally[at] for work, tally in tallies.items() if work != key.subject}).most_common(8)
    wrong = [survey.titles[work] for work, _ in others]
    places = places_of(survey.catalog, key.edition) | {"number": str(tallies[key.subject][at])}
    title = survey.titles[key.subject]
    return Draft(places, title, [wrong[:4], wrong[4:]], names=survey.names_of((key.subject, title)))


NUMBERS = (
    Template("count", _count_keys, _count),
    Template("nods", _nods_keys, _nods),
    Template("most", _most_keys, _most),
    Template("led", _led_keys, _led),
)
