"""The ceremony that was spoken of last: where it was, who hosted it, what else was given there, the one after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.catalog import Catalog, Edition
from bot.parse.frame import Frame
from bot.parse.intents import OF_CEREMONY
from bot.parse.query import Query
from bot.tables import word_group
from bot.years import YearRef

Choose = Callable[[set[str]], str]
Completed = tuple[Query, tuple[str, ...]]  # and the slots taken over

MAX_NIGHT_WORDS = 8  # of "who won best actor"
_TAKEN = ("years", "bodies")
_TELLS_NIGHT = frozenset({*OF_CEREMONY, "glance", "fact", "count", "holdings", "check"})  # if it was of one night
_OVER_ALL = frozenset({"most", "never", "age"})  # with an award these kinds of question are whole


@dataclass(frozen=True)
class Night:
    """Finds the ceremony of the last answer; `choose` names the intent for a set of features (see `intents`)."""

    catalog: Catalog
    choose: Choose

    def edition(self, last: Query) -> Edition | None:
        """Return the ceremony that the last answer was about, or None."""
        return self.catalog.editions.get(last.topic.edition)

    def bodies(self, last: Query) -> tuple[str, ...]:
        """Return the bodies of the last question, or that of its answer's ceremony."""
        edition = self.edition(last)
        return last.bodies or ((edition.body,) if edition else ())

    def place(self, last: Query, bodies: tuple[str, ...] = ()) -> tuple[YearRef, ...]:
        """Return the year of the last answer's ceremony, or the last question's own years.

        For another award body it is the year of the films: Venice 2017 and the Oscars of 2018 are one season.
        """
        edition = self.edition(last)
        if not edition:
            return last.years
        if bodies and edition.body not in bodies:
            return (YearRef(-1, -1, edition.film_first, edition.film_last, "film"),)
        return (YearRef(-1, -1, edition.year, edition.year, "ceremony"),)

    def years_away(self, frame: Frame, last: Query) -> int | None:
        """Return how far the year meant is from the last answer's: 0 for "that year", 1 for "next year?"; else None."""
        if frame.has("ref.same", "ref.next", "ref.prev") and not frame.years:
            return frame.has("ref.next") - frame.has("ref.prev")
        words = {word for word in frame.words if word not in word_group("fragment")}
        after, before = word_group("year-after"), word_group("year-before")
        if not last.topic.edition or not words <= after | before | word_group("year-itself"):
            return None
        return bool(words & after) - bool(words & before) or None

    def at_year(self, query: Query, last: Query, away: int) -> Completed | None:
        """Return what is asked, or else the last question, for the year so far from the last answer's ceremony."""
        edition = self.edition(last)
        year = edition.year if edition else last.year.first if last.year else None
        if year is None:
            return None
        own = bool(query.families or query.names or query.intent in OF_CEREMONY)
        base = query if own else last.but(words=query.words, leftover=(), names=() if last.families else last.names)
        merged = base.but(
            years=(YearRef(-1, -1, year + away, year + away, "ceremony"),),
            ceremony=None,
            bodies=query.bodies or self.bodies(last),
            intent=base.intent or "find",
            inherited=frozenset({"years"}),
        )
        return merged, _TAKEN

    def ask_again(self, frame: Frame, query: Query, features: set[str], last: Query) -> Completed | None:
        """Return another thing about the ceremony or the award just told: "who hosted", "who has the most"."""
        if not query.names_nothing or frame.has("pro.he", "pro.she", "rel.present"):
            return None
        intent = query.intent if query.intent in OF_CEREMONY else self.choose(features | {"body"})
        if (
            intent in _OVER_ALL
            and query.ask not in ("yesno", "check")
            and query.intent not in _OVER_ALL
            and self.bodies(last)
        ):
            return query.but(intent=intent, bodies=self.bodies(last), inherited=frozenset({"bodies"})), _TAKEN[1:]
        of_next = last.intent == "next" and query.ask in ("when", "where")
        if intent not in OF_CEREMONY or of_next or query.nth or not last.topic.edition:
            return None
        return self._at_last_place(query.but(intent=intent), last), _TAKEN

    def ask_beside(self, frame: Frame, query: Query, last: Query) -> Completed | None:
        """Return another category of the ceremony just spoken of: "who won best actor"."""
        edition = self.edition(last)
        bare = not (query.names or query.bodies or query.is_dated or query.leftover or query.nth or query.gender)
        if not edition or not bare or query.intent != "find" or len(frame.words) > MAX_NIGHT_WORDS:
            return None
        told = bool(last.topic.families) or last.intent in _TELLS_NIGHT
        other = bool(query.families) and query.families != last.topic.families
        given = self.catalog.pairs(query.families, (edition.body,))
        return (self._at_last_place(query, last), _TAKEN) if told and other and given else None

    def ask_of_name(self, frame: Frame, query: Query, last: Query) -> Completed | None:
        """Return whether somebody else won or was up there that night: "did frances mcdormand win"."""
        bare = len(query.names) == 1 and not (query.bodies or query.families or query.is_dated or query.leftover)
        asked = query.intent == "check" and frame.word(0) in word_group("that-night")
        if not bare or not asked or not self.edition(last) or query.hints.counts_awards or query.has("agg.first"):
            return None
        return self._at_last_place(query, last), _TAKEN

    def fitting(self, query: Query) -> Query:
        """Return the query with the category as the award asked about has it: drama and comedy are one there."""
        if not query.families or not query.bodies or self.catalog.pairs(query.families, query.bodies):
            return query
        plain = tuple(dict.fromkeys(family.removesuffix("-drama").removesuffix("-comedy") for family in query.families))
        return query.but(families=plain) if self.catalog.pairs(plain, query.bodies) else query

    def _at_last_place(self, query: Query, last: Query) -> Query:
        return query.but(years=self.place(last), bodies=self.bodies(last), inherited=frozenset({"years"}))
