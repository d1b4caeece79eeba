"""Follow-ups: a fragment or a pronoun is completed from the chat's last query; a full question never is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.catalog import Catalog, Edition
from bot.context import named
from bot.model import Kind
from bot.parse.another import ask_another, asks_more
from bot.parse.charted import asks_chart, chart_of
from bot.parse.frame import Frame
from bot.parse.pronouns import find_subjects, needs_subject
from bot.parse.query import Name, Query
from bot.parse.switch import is_fragment, switch_slots
from bot.tables import word_group
from bot.years import YearRef

Choose = Callable[[set[str]], str]
_ALONE = frozenset(
    {"greeting", "thanks", "goodbye", "help", "more", "opinion", "prediction", "next", "who-said", "glance"}
)
_KEEPS_PLACE = frozenset({"check", "beat", "quote", "thanked", "age-of", "rivals"})
_OF_SPEAKER = ("quote", "thanked")  # what she said needs no category
_OF_CEREMONY = ("host", "when-held", "where-held")
MAX_PLACE_WORDS = 4  # of "and who hosted"
MAX_TOO_WORDS = 6  # of "at the berlin festival too"


@dataclass(frozen=True, slots=True)
class Merged:
    """A completed query, and what was taken over from the one before (for the trace)."""

    query: Query
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUps:
    """Completes queries; `choose` names the intent for a set of features (see `intents`)."""

    catalog: Catalog
    choose: Choose

    def merge(self, frame: Frame, query: Query, features: set[str], last: Query | None) -> Merged:
        """Return `query`, completed from `last` where its words lean on it."""
        if last is None or query.intent in _ALONE:
            return Merged(query)
        if frame.has("rel.else") and not query.names:
            return self._rivals(query, last)
        if frame.has("ref.same", "ref.next", "ref.prev") and not query.years:
            return self._other_year(frame, query, last)
        if _asks_of_prize(frame, query, last) or _asks_film_of_it(frame, query):
            return Merged(*ask_another(frame, query, last, self._place(last)))
        if _asks_place_again(frame, query, last):
            place = query.but(years=self._place(last), bodies=self._bodies(last), inherited=frozenset({"years"}))
            return Merged(place, ("years", "bodies"))
        if _asks_too(frame, query, last):
            return self._too(query, last)
        if needs_subject(frame, query):
            return self._with_subject(frame, query, features, last)
        if asks_chart(frame, query, last):
            return Merged(*chart_of(query, last, tuple(find_subjects(frame, last))))
        if is_fragment(frame, query):
            return _switched(switch_slots(frame, query, last, self._place(last, query.bodies)), last)
        if asks_more(frame, query) and last.intent != "fact":
            return Merged(*ask_another(frame, query, last, self._place(last)))
        return Merged(query)

    def _too(self, query: Query, last: Query) -> Merged:
        """Read "the bafta too?" as whether those just told won the same there."""
        about = tuple(named(*item) for item in last.about) or last.names
        checked = query.but(
            intent="check",
            ask="yesno",
            names=_first_of(about),
            families=query.families or last.families,
            years=self._place(last, query.bodies),
            result="won",
            inherited=frozenset({"names", "families"}),
        )
        return Merged(checked, ("names", "families", "years"))

    # -- pronouns ----------------------------------------------------------------------------------------

    def _with_subject(self, frame: Frame, query: Query, features: set[str], last: Query) -> Merged:
        """Give a pronoun its person or film; "did she win" also the category and the ceremony."""
        subjects = find_subjects(frame, last)
        if not subjects:
            return Merged(query)
        bodies = query.bodies or self._bodies(last)
        names = (*subjects, *query.names)
        found = features | {"name", *(name.kind.value for name in names)} | ({"body"} if bodies else set())
        intent = self.choose(found) or "find"
        filled = query.but(
            names=names, bodies=bodies, intent=intent, inherited=frozenset({"names"}), edition=last.edition
        )
        if intent not in _KEEPS_PLACE and query.ask != "role":
            return Merged(filled, ("names", "bodies"))
        return self._at_last_place(filled, last, has_work=bool(query.works))

    def _at_last_place(self, query: Query, last: Query, *, has_work: bool) -> Merged:
        """Take over the category and the ceremony, and for a check the film, where the question names none."""
        taken = ["names", "bodies"]
        names, bodies = query.names, query.bodies
        if not query.families and last.families and query.intent not in _OF_SPEAKER:
            query = query.but(families=last.families)
            taken.append("families")
        if not query.is_dated:
            query = query.but(years=self._place(last, bodies))
            taken.append("years")
        if not has_work and query.intent == "check":
            query = query.but(names=(*names, *(name for name in last.works if name not in names)))
        return Merged(query, tuple(taken))

    # -- the same ceremony -------------------------------------------------------------------------------

    def _rivals(self, query: Query, last: Query) -> Merged:
        """Complete "who else was nominated" with the category, ceremony and names of the last answer."""
        edition = self._edition(last)
        about = tuple(named(*item) for item in last.about) or last.names
        families = query.families or last.families
        merged = query.but(
            intent="rivals",
            families=families,
            bodies=query.bodies or ((edition.body,) if edition else last.bodies),
            years=query.years or self._place(last),
            names=() if families else _first_of(about),
            apart_from=frozenset(ident for name in about for ident in name.ids),
            inherited=frozenset({"families"}),
        )
        return Merged(merged, ("families", "bodies", "years"))

    def _other_year(self, frame: Frame, query: Query, last: Query) -> Merged:
        """Read "that year", "the year after" and "the same night" from the last answer's ceremony."""
        edition = self._edition(last)
        year = edition.year if edition else last.year.first if last.year else None
        if year is None:
            return Merged(query)
        year += 1 if frame.has("ref.next") else -1 if frame.has("ref.prev") else 0
        own = bool(query.families or query.names or query.intent in _OF_CEREMONY)
        base = query if own else last.but(words=query.words, leftover=(), names=() if last.families else last.names)
        merged = base.but(
            years=(YearRef(-1, -1, year, year, "ceremony"),),
            ceremony=None,
            bodies=query.bodies or self._bodies(last),
            intent=base.intent or "find",
            inherited=frozenset({"years"}),
        )
        return Merged(merged, ("years", "bodies"))

    # -- where the last answer was -----------------------------------------------------------------------

    def _edition(self, last: Query) -> Edition | None:
        return self.catalog.editions.get(last.edition)

    def _bodies(self, last: Query) -> tuple[str, ...]:
        """Return the bodies of the last question, or that of its answer's ceremony."""
        edition = self._edition(last)
        return last.bodies or ((edition.body,) if edition else ())

    def _place(self, last: Query, bodies: tuple[str, ...] = ()) -> tuple[YearRef, ...]:
        """Return the year of the last answer's ceremony, or the last question's own years.

        For another award body it is the year of the films: Venice 2017 and the Oscars of 2018 are one season.
        """
        edition = self._edition(last)
        if not edition:
            return last.years
        if bodies and edition.body not in bodies:
            return (YearRef(-1, -1, edition.film_first, edition.film_last, "film"),)
        return (YearRef(-1, -1, edition.year, edition.year, "ceremony"),)


def _asks_of_prize(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether "who won it" asks for the prize of the last answer."""
    it = word_group("prize-itself").issuperset(frame.words[2:]) and len(frame.words) > 2
    return query.ask == "who" and frame.word(1) == "won" and it and bool(last.families) and not query.names


def _asks_film_of_it(frame: Frame, query: Query) -> bool:
    """Return whether the film of what was just told is asked for: "which film is it from"."""
    return query.ask == "film" and frame.has("pro.it") and query.names_nothing and not frame.has("rel.beat")


def _asks_place_again(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether another thing about the ceremony just told is asked for: "who hosted"."""
    bare = query.names_nothing and not query.nth
    return query.intent in _OF_CEREMONY and bool(last.edition) and bare and len(frame.words) <= MAX_PLACE_WORDS


def _asks_too(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether the same is asked of another award: "the bafta too?", "same at the bafta?"."""
    asked = not word_group("too").isdisjoint(frame.words) or frame.word(0) == "same"
    alone = bool(query.bodies) and not query.names and not query.is_dated and not query.leftover
    short = len(frame.words) <= MAX_TOO_WORDS and not frame.has("pro.he", "pro.she", "ask.who", "ask.which")
    return asked and alone and short and bool(last.about or last.names)


def _first_of(about: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the first person, or the first of all where there is no person."""
    return tuple(name for name in about if name.kind == Kind.PERSON)[:1] or about[:1]


def _switched(query: Query, last: Query) -> Merged:
    kept = [
        key
        for key in ("bodies", "families", "names", "years")
        if getattr(query, key) and getattr(query, key) == getattr(last, key)
    ]
    return Merged(query.but(inherited=frozenset(kept or ["intent"])), ("intent", *kept))
