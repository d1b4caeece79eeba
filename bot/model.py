"""The values that pass between the layers; all frozen, printable and comparable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, NamedTuple

from bot.errors import FailureKind
from bot.pictures.model import Chart

Status = Literal["answered", "clarify", "unknown"]
How = Literal["exact", "alias", "part", "squashed", "fuzzy", "phonetic"]
OptionKind = Literal[
    "ask", "reading", "nominees", "winner", "speech", "again", "previous", "next", "ceremony", "name", "more", "back",
    "source", "share",
]  # fmt: skip


class Kind(StrEnum):
    """What a mention can name."""

    PERSON = "person"
    WORK = "work"
    SONG = "song"
    CHARACTER = "character"


class Candidate(NamedTuple):
    """One id that a mention may mean.

    `score` is 0 to 100 (100: the stored name itself); `how` says by which way it was found;
    `weight` is the popularity in the store (see `bot/build`), >= 0; `year` is the film year of a work,
    or None. For songs and characters `id` is the folded text itself, and `name` the text as stored.
    """

    kind: Kind
    id: str
    name: str
    score: float
    how: How
    weight: float = 0.0
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of tokens [start, end) that names somebody or something, best candidate first.

    `weak` marks a span that is also plain English ("it", "room"), to be believed only where the
    sentence wants a name there.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    weak: bool = False

    @property
    def best(self) -> Candidate:
        return self.candidates[0]

    def of(self, kind: Kind) -> tuple[Candidate, ...]:
        """Return the candidates of one kind, best first."""
        return tuple(candidate for candidate in self.candidates if candidate.kind == kind)


@dataclass(frozen=True, slots=True)
class Quote:
    """A short spoken excerpt: who said it, and where ("Golden Globes 2017, Best Actress").

    `id` stays the same as long as speaker and words do: for remembering which quotes a chat has seen.
    """

    text: str
    speaker: str
    occasion: str
    source: str
    id: str = ""


class Option(NamedTuple):
    """A way to go on: `label` is shown (at most 60 characters), `question` is asked when it is picked.

    The `question` of a step may be a code ("#nominees oscars-89 best-actress") that the core reads without
    any context, today and after a restart; it has at most 64 bytes. That of a "share" is not asked here: it is
    what somebody types to get the same answer elsewhere.
    """

    label: str
    question: str
    kind: OptionKind = "ask"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the asker gets.

    `answers` are the bare values, best first; `text` is all of it as plain text, without the quote;
    `confidence` is 0 to 100; `failure` is None when answered. For a small screen the same stands in parts:
    `title` (award, edition and year), `lead` (the answer), `lines` (a list) and `note` (what has to be added);
    any may be empty, and where all are, `text` is the answer. Every string in `bold` may be set in bold.
    `options` are the readings of a clarify or questions to begin with, `steps` what can be asked next;
    `more` holds the lines that a cut list left out. `about` are the people and works spoken of, the
    likeliest for a pronoun first, `edition` the ceremony, `families` the category: what "she", "it" and "that year"
    will mean in the next question. `category` is the category's id where the answer is of one category of
    `edition`; `fact` the id of the stored fact that was told.
    `other` is the same answer under the other reading of the question's year, which `text` tells as well: what is asked
    next may lean on either. `chart` is what can be drawn of the answer, `card` the key of the picture that tells more
    (`bot.kinds.cards`).
    """

    status: Status
    intent: str
    text: str
    slots: dict[str, Any] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()
    quote: Quote | None = None
    options: tuple[Option, ...] = ()
    more: tuple[str, ...] = ()
    confidence: int = 0
    failure: FailureKind | None = None
    about: tuple[tuple[str, str, str], ...] = ()
    edition: str = ""
    families: tuple[str, ...] = ()
    title: str = ""
    lead: str = ""
    lines: tuple[str, ...] = ()
    note: str = ""
    steps: tuple[Option, ...] = ()
    category: str = ""
    fact: str = ""
    chart: Chart | None = None
    card: str = ""
    other: Reply | None = None

    @property
    def in_parts(self) -> bool:
        """Whether the answer stands in parts; else `text` is all there is."""
        return bool(self.title or self.lead or self.lines)


Entity = tuple[str, str, str]  # (kind, id, name) of a person or a work


@dataclass(frozen=True, slots=True)
class Topic:
    """What an answer leaves behind for the next question to lean on; made by `bot.context.left_by` alone.

    `told` are the people and works of the last answer, the best first: "they". `subjects` are those that "he", "she"
    and "it" may mean, the likeliest first; `named` those that questions named, the latest first, also of topics
    before this one: what "who has more" compares. `edition` is the ceremony spoken of ("that year"), `families` the
    category ("who won it"), `asked` the last question in words that stand on their own, `quotes` the ids of
    those shown in this conversation, the latest first.
    """

    told: tuple[Entity, ...] = ()
    subjects: tuple[Entity, ...] = ()
    named: tuple[Entity, ...] = ()
    edition: str = ""
    families: tuple[str, ...] = ()
    asked: str = ""
    quotes: tuple[str, ...] = ()


NO_TOPIC = Topic()


@dataclass(frozen=True, slots=True)
class Context:
    """What a chat remembers between two questions: the last query's slots and the options last offered.

    JSON-ready (`bot.context.to_json`, `from_json`); empty for a new conversation. `dates` is the language in which
    the chat reads dates (see `bot.render.dates`): it is set for each question, not remembered from the one before.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    more: tuple[str, ...] = ()
    dates: str = "en"


class Stage(NamedTuple):
    """One step of the pipeline: its name, what came out, and how long it took (milliseconds).

    `told` is what came out, or a function that tells it: nobody pays for a trace that is not looked at.
    """

    name: str
    told: str | Callable[[], str]
    ms: float

    @property
    def result(self) -> str:
        return self.told if isinstance(self.told, str) else self.told()


@dataclass(frozen=True, slots=True)
class Answered:
    """The outcome of one utterance: what to send, what to remember, and how it came about."""

    reply: Reply
    context: Context
    trace: tuple[Stage, ...]
