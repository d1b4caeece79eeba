"""Who stood on stage all evening."""

from __future__ import annotations

from collections.abc import Iterator

from bot.trivia.craft import Draft, Key
from bot.trivia.known import level_of
from bot.trivia.survey import Survey
from bot.trivia.templates.base import Template
from bot.trivia.wordings import places_of

_REACH = 15  # editions to either side from which wrong hosts are taken
_CLOSE = 5


def _host_keys(survey: Survey) -> Iterator[Key]:
    for edition in survey.catalog.editions.values():
        if len(edition.hosts) == 1 and not edition.upcoming:
            about = tuple(ident for _, ident, _ in survey.catalog.host_ids(edition))
            yield Key("host", edition, None, "", level_of(survey, "host", edition, None, (about,)), about)


def _host(survey: Survey, key: Key) -> Draft | None:
    edition = key.edition
    line = [other for other in survey.catalog.editions.values() if other.body == edition.body and other.hosts]
    at = line.index(edition)
    close = [name for other in line[max(0, at - _CLOSE) : at + _CLOSE + 1] for name in other.hosts]
    far = [name for other in line[max(0, at - _REACH) : at + _REACH + 1] for name in other.hosts]
    names = survey.names_of(*((ident, name) for _, ident, name in survey.catalog.host_ids(edition)))
    wrong = [_each(close), _each(far)]
    return Draft(places_of(survey.catalog, edition), edition.hosts[0], wrong, names=names, is_person=True)


def _each(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


HOSTS = (Template("host", _host_keys, _host),)
