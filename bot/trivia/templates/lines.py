"""Words spoken on stage: who said them, and what somebody said."""

from __future__ import annotations

from collections.abc import Iterator

from bot.text import utf16_units
from bot.trivia.craft import Draft, Key
from bot.trivia.known import level_of
from bot.trivia.model import MAX_OPTION_CHARS
from bot.trivia.survey import Line, Survey
from bot.trivia.templates.base import Template
from bot.trivia.wordings import places_of

_SHORTER, _LONGER = 0.6, 1.6  # times the length of the right words


def _said_keys(survey: Survey) -> Iterator[Key]:
    for line in survey.lines:
        if line.tells:
            yield _key(survey, "said", line)


def _words_keys(survey: Survey) -> Iterator[Key]:
    for line in survey.lines:
        if line.role == "winner" and line.tells and utf16_units(line.quote.text) <= MAX_OPTION_CHARS:
            yield _key(survey, "words", line)


def _key(survey: Survey, name: str, line: Line) -> Key:
    about = tuple(ident for ident in (line.person, line.work) if ident)
    return Key(name, line.edition, None, line.quote.id, level_of(survey, name, line.edition, None, (about,)), about)


def _said(survey: Survey, key: Key) -> Draft | None:
    line = survey.line_of(key.subject)
    if line is None:
        return None
    there = [other for other in survey.lines if other.edition == line.edition]
    near = [
        other
        for other in survey.lines
        if other.edition.body == line.edition.body and abs(other.edition.year - line.edition.year) <= 6
    ]
    wrong = [
        [other.quote.speaker for other in group if other.gender == line.gender and other.role == line.role]
        for group in (there, near)
    ]
    places = places_of(survey.catalog, line.edition) | {"words": line.quote.text, "occasion": line.quote.occasion}
    names = survey.names_of((line.person, line.quote.speaker))
    return Draft(places, line.quote.speaker, [*map(_each, wrong)], names=names, is_person=True)


def _words(survey: Survey, key: Key) -> Draft | None:
    line = survey.line_of(key.subject)
    if line is None:
        return None
    size = len(line.quote.text)
    wrong = [
        other.quote.text
        for other in survey.lines
        if other.quote.speaker != line.quote.speaker
        and other.role == line.role
        and _SHORTER * size <= len(other.quote.text) <= _LONGER * size
        and other.tells
    ]
    places = places_of(survey.catalog, line.edition)
    places |= {"person": line.quote.speaker, "occasion": line.quote.occasion}
    return Draft(places, line.quote.text, [wrong])


def _each(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


LINES = (Template("said", _said_keys, _said), Template("words", _words_keys, _words))
