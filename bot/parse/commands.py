"""Commands as people type them in a chat ("/film la la land"): the kind of question is given, the words are read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model import Candidate, Kind
from bot.parse.frame import Frame
from bot.parse.names import MAX_BEHIND_BEST, MAX_CANDIDATES
from bot.parse.query import Name, Query
from bot.parse.reader import SURE_HOW

# Command -> (intent, the kind of name that is wanted). What else people can do with words is no command of the core's.
_INTENTS: dict[str, tuple[str, Kind | None]] = {
    "nominees": ("find", None),
    "ceremony": ("glance", None),
    "person": ("profile", Kind.PERSON),
    "film": ("profile", Kind.WORK),
    "next": ("next", None),
    "about": ("about", None),
    "quote": ("quote", None),
}
TOP_FAMILY = ("best-picture",)
COMMANDS = frozenset(_INTENTS)
_COMMAND = re.compile(r"/([a-z]+)(?:@\w+)?(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Command:
    """A command and the words behind it, which may be empty."""

    verb: str
    words: str

    @property
    def wants_name(self) -> bool:
        """Whether it is about one person or film, which has to be named."""
        return _INTENTS[self.verb][1] is not None

    @property
    def intent(self) -> str:
        """The kind of question that it asks."""
        return _INTENTS[self.verb][0]


def read_command(utterance: str) -> Command | None:
    """Return the command that an utterance is, None for any other text and for commands that are not the core's.

    >>> read_command("/film La La Land")
    Command(verb='film', words='La La Land')
    """
    match = _COMMAND.fullmatch(utterance.strip())
    if not match or match[1].lower() not in COMMANDS:
        return None
    return Command(match[1].lower(), (match[2] or "").strip())


def commanded(command: Command, frame: Frame, query: Query, whole: tuple[Candidate, ...]) -> Query:
    """Return the query of a command's words, made the kind of question that the command is.

    `whole` are the names that are just these words: a film called like a plain word is nothing else here.
    """
    intent, kind = _INTENTS[command.verb]
    query = query.but(intent=intent, hints=query.hints._replace(utterance=f"/{command.verb} {command.words}".strip()))
    if kind:
        names = _names(command, frame, whole, kind)
        query = query.but(names=names, ask="", leftover=() if names else query.leftover)
    return _of_nominees(query) if command.verb == "nominees" else query


def _of_nominees(query: Query) -> Query:
    """Return the question about all nominees: of a name, or of a category, by default the first of all."""
    query = query.but(result="any", cues=query.cues | {"rel.nominate"})
    if query.names and not query.families:
        return query.but(intent="holdings", ask="list")
    return query.but(ask="list", families=query.families or TOP_FAMILY, names=query.names)


def _names(command: Command, frame: Frame, whole: tuple[Candidate, ...], kind: Kind) -> tuple[Name, ...]:
    """Return the one name of a kind behind a command, () where there is none."""
    fitting = tuple(item for item in whole if item.kind == kind)
    texts = [(command.words, fitting), *((mention.text, mention.of(kind)) for mention in frame.mentions)]
    text, candidates = next(((text, found) for text, found in texts if found), ("", ()))
    close = tuple(item for item in candidates if item.score >= candidates[0].score - MAX_BEHIND_BEST)
    return (Name(kind, text, close[:MAX_CANDIDATES], close[0].how in SURE_HOW),) if close else ()
