"""Follow-ups: a fragment or a pronoun is completed from the chat's last query; a full question never is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from bot.context import named
from bot.parse.another import ask_another, asks_maker, asks_more, asks_what_for
from bot.parse.beside import ask_rivals, asks_rivals, asks_who_has_more, compare_named, denied, denies_name
from bot.parse.charted import asks_chart, chart_of
from bot.parse.families import SONG_FAMILY
from bot.parse.frame import Frame
from bot.parse.night import Completed, Night
from bot.parse.pronouns import GenderOf, find_subjects, needs_subject
from bot.parse.query import Query
from bot.parse.switch import is_fragment, switch_slots
from bot.tables import word_group
from bot.years import YearRef

_ALONE = frozenset(
    {"greeting", "thanks", "goodbye", "help", "more", "doubt", "opinion", "prediction", "next", "who-said", "glance"}
)
_KEEPS_PLACE = frozenset({"check", "beat", "quote", "thanked", "age-of", "rivals"})
_OF_SPEAKER = ("quote", "thanked")  # what she said needs no category
_SONG_VERBS = ("rel.write", "rel.compose", "rel.sing")
_FIRST_YEAR = 1900  # no award is older
MAX_TOO_WORDS = 6  # of "at the berlin festival too"


@dataclass(frozen=True, slots=True)
class Merged:
    """A completed query, and what was taken over from the one before (for the trace)."""

    query: Query
    inherited: tuple[str, ...] = ()


class Turn(NamedTuple):
    """What is said now, read alone, and the last query of the chat."""

    frame: Frame
    query: Query
    features: set[str]
    last: Query


@dataclass(frozen=True)
class FollowUps:
    """Completes queries; `gender_of` tells whom "she" cannot mean."""

    night: Night
    gender_of: GenderOf

    def merge(self, frame: Frame, query: Query, features: set[str], last: Query | None) -> Merged:
        """Return `query`, completed from `last` where its words lean on it."""
        if last is None:
            return Merged(query)
        if last.read_apart and last.years and not query.is_dated:
            last = last.but(years=self.night.place(last))
        turn = Turn(frame, query, features, last)
        ways = (self._compared, self._of_year) if query.intent in _ALONE else self._ways
        found = next((completed for way in ways if (completed := way(turn))), None)
        return Merged(self.night.fitting(found[0]), found[1]) if found else Merged(query)

    @property
    def _ways(self) -> tuple[Callable[[Turn], Completed | None], ...]:
        """The ways to lean on the last question, the surest first."""
        return (
            self._compared, self._of_year, self._of_rivals, self._of_prize, self._of_ceremony, self._denied, self._too,
            self._of_subject, self._of_last, self._beside,
        )  # fmt: skip

    # -- one question each -------------------------------------------------------------------------------

    def _compared(self, turn: Turn) -> Completed | None:
        asked = asks_who_has_more(turn.frame, turn.query, turn.last)
        return compare_named(turn.query, turn.last) if asked else None

    def _of_year(self, turn: Turn) -> Completed | None:
        """Read "that year", "the year after", "next year?" and "the same night" from the last answer's ceremony."""
        away = self.night.years_away(turn.frame, turn.last)
        if away is None:
            return None
        pointed = turn.frame.has("ref.same", "ref.next", "ref.prev")
        if pointed and needs_subject(turn.frame, turn.query):
            found = self._of_subject(turn)
            return (found[0].but(years=self.night.place(turn.last, found[0].bodies)), found[1]) if found else None
        query = turn.query if pointed else turn.query.but(years=(), intent="")
        return self.night.at_year(query, turn.last, away)

    def _of_rivals(self, turn: Turn) -> Completed | None:
        asked = asks_rivals(turn.frame, turn.query)
        return ask_rivals(turn.query, turn.last, self.night.place(turn.last)) if asked else None

    def _of_prize(self, turn: Turn) -> Completed | None:
        """Read "who won it" and "which film is it from"."""
        frame, query, last = turn.frame, turn.query, turn.last
        asked = _asks_of_prize(frame, query, last) or _asks_film_of_it(frame, query, last)
        return ask_another(frame, query, last, self.night.place(last)) if asked else None

    def _of_ceremony(self, turn: Turn) -> Completed | None:
        return self.night.ask_again(*turn)

    def _denied(self, turn: Turn) -> Completed | None:
        asked = denies_name(turn.frame, turn.query, turn.last)
        return denied(turn.query, turn.last, self.night.place(turn.last)) if asked else None

    def _too(self, turn: Turn) -> Completed | None:
        """Read "the bafta too?" as whether those just told won the same there."""
        query, last = turn.query, turn.last
        if not _asks_too(turn.frame, query, last):
            return None
        about = tuple(named(*item) for item in last.topic.told) or last.names
        checked = query.but(
            intent="check",
            ask="yesno",
            names=about[:1],
            families=query.families or last.families,
            years=self.night.place(last, query.bodies),
            result="won",
            inherited=frozenset({"names", "families"}),
        )
        return checked, ("names", "families", "years")

    def _of_last(self, turn: Turn) -> Completed | None:
        """Return the last question in another form."""
        frame, query, last = turn.frame, turn.query, turn.last
        if asks_chart(frame, query, last):
            return chart_of(query, last, tuple(find_subjects(frame, last, self.gender_of)))
        if not asks_what_for(frame) and is_fragment(frame, query, last):
            return _switched(switch_slots(frame, query, last, self.night.place(last, query.bodies)), last)
        return ask_another(frame, query, last, self.night.place(last)) if asks_more(frame, query) else None

    def _beside(self, turn: Turn) -> Completed | None:
        asked = (turn.frame, turn.query, turn.last)
        return self.night.ask_beside(*asked) or self.night.ask_of_name(*asked)

    # -- pronouns ----------------------------------------------------------------------------------------

    def _of_subject(self, turn: Turn) -> Completed | None:
        """Give a pronoun its person or film; "did she win" also the category and the ceremony."""
        frame, query, last = turn.frame, turn.query, turn.last
        subjects = find_subjects(frame, last, self.gender_of) if needs_subject(frame, query) else []
        if not subjects:
            return None
        bodies = query.bodies or self.night.bodies(last)
        names = (*subjects, *query.names)
        if asks_maker(frame, query, last) or _asks_its_film(frame, query):
            asked = query if query.ask in ("who", "film") else query.but(ask="film")
            return ask_another(frame, asked, last.but(names=names), self.night.place(last))
        if "any" in frame.words and frame.has("pro.they") and query.ask == "yesno" and last.intent == "find":
            won = last.but(result="won", ask="list", cues=query.cues, inherited=frozenset({"families"}))
            return won, ("names", "families", "years")
        if frame.has("rel.else"):
            return _besides(query.but(names=names, bodies=bodies), last)
        found = turn.features | {"name", *(name.kind.value for name in names)} | ({"body"} if bodies else set())
        intent = self.night.choose(found) or "find"
        at = min(frame.places("pro.he", "pro.she", "pro.it", "pro.they"), default=0)
        filled = query.but(
            names=names,
            bodies=bodies,
            intent=intent,
            inherited=frozenset({"names"}),
            edition=last.topic.edition,
            hints=query.hints if query.names else query.hints._replace(first_name_at=at),
        )
        if _asks_before(frame, filled):
            return self._before(filled, last)
        if (
            filled.intent in ("check", "count")
            and not filled.is_dated
            and word_group("later").intersection(frame.words[-2:])
        ):
            return self._later(filled, last)
        if (intent not in _KEEPS_PLACE and query.ask != "role") or _asks_ever(frame, query):
            return filled, ("names", "bodies")
        return self._at_last_place(filled, last, has_work=bool(query.works))

    def _before(self, query: Query, last: Query) -> Completed:
        """Read "has he won before" as of the ceremonies before the one just told; of losses, up to the first win."""
        if query.intent == "count" and not query.has("rel.nominate", "rel.win"):
            return query.but(cues=query.cues | {"time.before"}), ("names", "bodies")
        edition = self.night.edition(last)
        years = (YearRef(-1, -1, _FIRST_YEAR, edition.year - 1, "ceremony", exact=False),) if edition else ()
        return query.but(years=years), ("names", "bodies", "years")

    def _later(self, query: Query, last: Query) -> Completed:
        """Read "has he been nominated since" as of the ceremonies after the one just told."""
        edition = self.night.edition(last)
        years = (YearRef(-1, -1, edition.year + 1, query.today.year, "ceremony", exact=False),) if edition else ()
        return query.but(years=years), ("names", "bodies", "years")

    def _at_last_place(self, query: Query, last: Query, *, has_work: bool) -> Completed:
        """Take over the category and the ceremony, and for a check the film, where the question names none."""
        taken = ["names", "bodies"]
        names, bodies = query.names, query.bodies
        families = last.families or (last.topic.families if query.has("rel.against") else ())
        if not query.families and families and query.intent not in _OF_SPEAKER:
            query = query.but(families=families)
            taken.append("families")
        if not query.is_dated:
            query = query.but(years=self.night.place(last, bodies))
            taken.append("years")
        if not has_work and query.intent == "check":
            query = query.but(names=(*names, *(name for name in last.works if name not in names)))
        return query, tuple(taken)


def _besides(query: Query, last: Query) -> Completed:
    """Read "did she win anything else" as the question for all but what was just told."""
    checks = query.ask in ("yesno", "check")
    filled = query.but(
        intent="check" if checks else "holdings",
        ask=query.ask if checks else "list",
        besides=last.topic.families,
        edition=last.topic.edition,
        inherited=frozenset({"names"}),
    )
    return filled, ("names", "bodies")


def _asks_its_film(frame: Frame, query: Query) -> bool:
    """Return whether only the film of what was just told is asked for: "what is her film"."""
    one = (
        query.ask == "film" or frame.words[-1] == "for" or {"one", "for"} <= set(frame.words)
    )  # "what did she win for"
    if not one or not {"other", *word_group("film-plural")}.isdisjoint(frame.words) or frame.has("rel.else"):
        return False
    return not any(tag.startswith("rel.") for tag in query.cues - {"rel.win"}) and not query.families


def _asks_before(frame: Frame, query: Query) -> bool:
    """Return whether the time before the last answer's ceremony is meant: "had he won before"."""
    return "before" in frame.words[-2:] and query.intent in ("check", "count") and not query.is_dated


def _asks_ever(frame: Frame, query: Query) -> bool:
    """Return whether any time is meant, not the night just told: "has she won an oscar"."""
    return query.intent == "check" and not word_group("ever").isdisjoint(frame.words) and not query.is_dated


def _asks_of_prize(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether "who won it" asks for the prize of the last answer."""
    it = word_group("prize-itself").issuperset(frame.words[2:]) and len(frame.words) > 2
    return query.ask == "who" and frame.word(1) == "won" and it and bool(last.families) and not query.names


def _asks_film_of_it(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether the film or the writers of what was just told are asked for: "which film is it from"."""
    if last.topic.families[:1] == (SONG_FAMILY,) and query.ask == "who" and frame.has(*_SONG_VERBS):
        return query.names_nothing
    return query.ask == "film" and frame.has("pro.it") and query.names_nothing and not frame.has("rel.beat")


def _asks_too(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether the same is asked of another award: "the bafta too?", "same at the bafta?"."""
    asked = not word_group("too").isdisjoint(frame.words) or frame.word(0) == "same"
    alone = bool(query.bodies) and not query.names and not query.is_dated and not query.leftover
    short = len(frame.words) <= MAX_TOO_WORDS and not frame.has("pro.he", "pro.she", "ask.who", "ask.which")
    return asked and alone and short and bool(last.topic.told or last.names)


def _switched(query: Query, last: Query) -> Completed:
    kept = [
        key
        for key in ("bodies", "families", "names", "years")
        if getattr(query, key) and getattr(query, key) == getattr(last, key)
    ]
    return query.but(inherited=frozenset(kept or ["intent"])), ("intent", *kept)
