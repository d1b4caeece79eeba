"""What a template is: which facts it can ask about, and a draft for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.tables import say
from bot.trivia.craft import Draft, Key
from bot.trivia.known import level_of
from bot.trivia.quoted import quote_of
from bot.trivia.races import Asks, Entry, Race
from bot.trivia.survey import Survey


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of question: `keys` yields what it may ask, cheaply; `draft` proves one and makes the draft, or None."""

    name: str
    keys: Callable[[Survey], Iterator[Key]]
    draft: Callable[[Survey, Key], Draft | None]


def key_of(survey: Survey, template: str, race: Race, subject: str = "", *known: Sequence[str]) -> Key:
    """Return the key of a question about a race; `known` are groups of ids, each of which has to be known and all of
    which it is about. Without any it is about the winner."""
    groups = known or (race.winner.ids,)
    about = tuple(dict.fromkeys(ident for group in groups for ident in group))
    return Key(template, race.edition, race, subject, level_of(survey, template, race.edition, race, groups), about)


def winner_draft(
    survey: Survey, race: Race, places: dict[str, str], wording: str, wrong: Sequence[Sequence[str]] | None = None
) -> Draft:
    """Return the draft of a question whose answer is who or what won a race."""
    return Draft(
        places,
        race.winner.label,
        survey.rivals(race) if wrong is None else wrong,
        wording,
        names=names_of(survey, race, race.winner),
        clues=film_clue(race),
        is_person=race.asks is Asks.PERSON,
        quote=quote_of(survey, race),
    )


def film_clue(race: Race) -> tuple[str, ...]:
    """Return a hint at who won: the film it was for; nothing where a film won, or several."""
    if race.asks is not Asks.PERSON or not race.winner.title:
        return ()
    return (say("trivia.hint-film", film=race.winner.title),)


def names_of(survey: Survey, race: Race, entry: Entry) -> tuple[str, ...]:
    """Return the other names of what an entry of a race is called by; of songs there are none."""
    if race.asks is Asks.SONG:
        return ()
    return survey.names_of(*(entry.people if race.asks is Asks.PERSON else entry.works))


def race_of(key: Key) -> Race:
    """Return the race of a key that has one."""
    assert key.race is not None
    return key.race
