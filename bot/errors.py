"""The exception tree and the closed list of reasons for not answering.

AwardsBotError                 anything the bot raises on purpose
├── DataError                  the files under data/ have problems (carries all of them)
├── StoreError                 awards.db is missing, unreadable or of another version
│   └── StoreTimeout           a query ran past its time limit
├── StateError                 the state database cannot be reached or written now
├── PictureError               a picture could not be made
└── SettingsError              the command line or the environment is wrong (exit status 2)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FailureKind(StrEnum):
    """Why a question got no answer; each has its own written sentence in data/replies.csv."""

    NOT_UNDERSTOOD = "not-understood"
    OFF_TOPIC = "off-topic"
    OUTSIDE_AWARDS = "outside-our-awards"
    OPINION = "opinion"
    PREDICTION = "prediction"
    UNKNOWN_NAME = "unknown-name"
    AMBIGUOUS = "ambiguous"
    NOT_IN_DATA = "not-in-our-data"
    NOT_HELD_YET = "not-held-yet"
    NO_SUCH_CATEGORY = "no-such-category-that-year"
    NO_SUCH_CEREMONY = "no-such-ceremony"
    NO_QUOTE = "no-quote-on-file"
    NEEDS_CONTEXT = "needs-context"
    TIMED_OUT = "timed-out"


class AwardsBotError(Exception):
    """Anything the bot raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class DataProblem:
    """One mistake in a data file: where it is, what is wrong and how to mend it.

    `line` is the 1-based line in the file as an editor shows it (the header is line 1).
    """

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class DataError(AwardsBotError):
    """The files under data/ have problems; `problems` lists every one of them."""

    def __init__(self, problems: list[DataProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class StoreError(AwardsBotError):
    """awards.db is missing, unreadable or was made by another version."""


class StoreTimeout(StoreError):
    """A query ran past its time limit."""


class StateError(AwardsBotError):
    """The state database cannot be reached or written now; the same work may succeed later."""


class SettingsError(AwardsBotError):
    """The command line or the environment is wrong; said in a line for each of `problems`, exit status 2."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class PictureError(AwardsBotError):
    """A picture could not be made; the answer in words stands all the same."""
