"""Follow-ups: a fragment or a pronoun is completed from the chat's last query; a full question never is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.catalog import Catalog, Edition
from bot.context import named
from bot.model import Kind
from bot.parse.build import MADE
from bot.parse.frame import Frame
from bot.parse.query import Name, Query
from bot.parse.switch import is_fragment, switch_slots
from bot.years import YearRef

Choose = Callable[[set[str]], str]
MAX_ASK_WORDS = 8
_ALONE = frozenset({"greeting", "thanks", "goodbye", "help", "more", "opinion", "prediction", "next", "who-said", "glance"})  # fmt: skip
_KEEPS_PLACE = frozenset({"check", "beat", "quote", "thanked", "age-of", "rivals"})
_CEREMONY = {"when": "when-held", "where": "where-held", "number": "number-held"}


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
        if needs_subject(frame, query):
            return self._with_subject(frame, query, features, last)
        if is_fragment(frame, query):
            return switched(switch_slots(frame, query, last, self._place(last, query.bodies)), last)
        if asks_more(frame, query) and last.intent != "fact":
            return self._other_ask(frame, query, last)
        return Merged(query)

    # -- pronouns ----------------------------------------------------------------------------------------

    def _with_subject(self, frame: Frame, query: Query, features: set[str], last: Query) -> Merged:
        """Give a pronoun its person or film; "did she win" also the category and the ceremony."""
        subject = subjects(frame, last)
        if not subject:
            return Merged(query)
        edition = self._edition(last)
        bodies = query.bodies or last.bodies or ((edition.body,) if edition else ())
        has_kind = {name.kind for name in query.names}
        names = (*subject, *query.names)
        intent = self.choose(
            features | {"name", *(name.kind.value for name in names)} | ({"body"} if bodies else set())
        )
        query = query.but(names=names, bodies=bodies, intent=intent or "find", inherited=frozenset({"names"}))
        taken = ["names", "bodies"]
        if intent not in _KEEPS_PLACE and query.ask != "role":
            return Merged(query, tuple(taken))
        if not query.families and last.families and intent not in ("quote", "thanked"):
            query = query.but(families=last.families)
            taken.append("families")
        if not query.year and not query.ceremony:
            query = query.but(years=self._place(last, bodies))
            taken.append("years")
        if Kind.WORK not in has_kind and intent == "check":
            works = tuple(name for name in last.works if name not in names)
            query = query.but(names=(*names, *works))
        return Merged(query, tuple(taken))

    # -- other asks of the same thing --------------------------------------------------------------------

    def _other_ask(self, frame: Frame, query: Query, last: Query) -> Merged:
        """Ask something else of what was found: "for which film", "what year was that", "which one won", "who did"."""
        bodies = query.bodies or last.bodies
        if last.intent in ("host", "next", *_CEREMONY.values()) and query.ask in _CEREMONY:
            intent = "next" if last.intent == "next" else _CEREMONY[query.ask]
            return Merged(last.but(intent=intent, ask=query.ask, words=query.words, leftover=()), ("years", "bodies"))
        changes: dict[str, Any] = {"bodies": bodies, "words": query.words, "leftover": query.leftover, "intent": "find"}
        changes["ask"] = query.ask or last.ask
        changes["cues"] = query.cues | (last.cues & {"noun.film", "noun.show"})
        changes["extra"] = {**query.extra, "ask_before": last.ask}
        if query.ask == "count" or (not query.ask and query.has("rel.nominate", "rel.win", "rel.get")):
            about = tuple(subjects(frame, last)) or last.names
            changes |= {
                "intent": "count",
                "ask": "count",
                "result": query.result,
                "names": last.names or about,
                "years": () if not last.names else last.years,
                "families": query.families,
            }
            return Merged(last.but(**changes, inherited=frozenset({"names"})), ("names", "bodies"))
        if query.ask in ("who", "what", "") or query.has("rel.win"):
            changes["result"] = "won"
            if (
                last.intent in ("check", "beat", "find", "holdings")
                and last.names
                and last.families
                and query.ask in ("who", "what")
            ):
                changes |= {"names": (), "years": self._place(last), "ceremony": None}
        changes["nth"] = query.nth
        made = next((family for tag, family in MADE if frame.has(tag)), "")
        if made and query.ask == "who":
            works = tuple(name for name in subjects(frame, last, Kind.WORK) if name.kind == Kind.WORK)
            changes |= {"names": works or last.names, "families": (made,), "result": "any", "years": ()}
        return Merged(last.but(**changes, inherited=frozenset({"names"})), ("names", "families", "years", "bodies"))

    def _rivals(self, query: Query, last: Query) -> Merged:
        """Complete "who else was nominated" with the category, ceremony and names of the last answer."""
        edition = self._edition(last)
        about = tuple(named(*item) for item in last.extra.get("about", ())) or last.names
        bodies = query.bodies or ((edition.body,) if edition else last.bodies)
        place = query.years or self._place(last)
        names = (
            ()
            if (query.families or last.families)
            else tuple(name for name in about if name.kind == Kind.PERSON)[:1] or about[:1]
        )
        extra = {**query.extra, "others_than": [ident for name in about for ident in name.ids]}
        merged = query.but(
            intent="rivals",
            families=query.families or last.families,
            bodies=bodies,
            years=place,
            names=names,
            extra=extra,
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
        own = bool(query.families or query.names or query.intent in ("host", "when-held", "where-held"))
        base = query if own else last.but(words=query.words, leftover=(), names=() if last.families else last.names)
        bodies = query.bodies or last.bodies or ((edition.body,) if edition else ())
        place = (YearRef(-1, -1, year, year, "ceremony"),)
        merged = base.but(
            years=place, ceremony=None, bodies=bodies, intent=base.intent or "find", inherited=frozenset({"years"})
        )
        return Merged(merged, ("years", "bodies"))

    # -- where the last answer was -----------------------------------------------------------------------

    def _edition(self, last: Query) -> Edition | None:
        return self.catalog.editions.get(str(last.extra.get("edition", "")))

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


def switched(query: Query, last: Query) -> Merged:
    kept = [
        key
        for key in ("bodies", "families", "names", "years")
        if getattr(query, key) and getattr(query, key) == getattr(last, key)
    ]
    return Merged(replace(query, inherited=frozenset(kept or ["intent"])), tuple(["intent", *kept]))


def needs_subject(frame: Frame, query: Query) -> bool:
    """Return whether a pronoun has no name in the same question to stand for."""
    kinds = {name.kind for name in query.names}
    if frame.has("pro.he", "pro.she"):
        return Kind.PERSON not in kinds and not (query.families and frame.has("ask.who") and not frame.has("rel.beat"))
    if frame.has("pro.it"):
        return Kind.WORK not in kinds and (not query.families or query.ask in ("yesno", "who"))
    return frame.has("pro.they") and not query.names and not query.families


def subjects(frame: Frame, last: Query, kind: Kind | None = None) -> list[Name]:
    """Return what a pronoun stands for: the person or film that the last answer, else the last question, was about."""
    about = [named(*item) for item in last.extra.get("about", ())] or list(last.names)
    asked = [name for name in last.names if name.kind == Kind.PERSON]
    if kind is None and frame.has("pro.he", "pro.she"):
        people = asked or [name for name in about if name.kind == Kind.PERSON]
        return people[:1]
    if kind is None and frame.has("pro.they"):
        return [name for name in about if about and name.kind == about[0].kind][:3]
    works = [name for name in last.names if name.kind == Kind.WORK] or [
        name for name in about if name.kind == Kind.WORK
    ]
    return works[:1] or about[:1]


def asks_more(frame: Frame, query: Query) -> bool:
    """Return whether a short question asks for something but names nothing: "for which film", "who won", "when"."""
    named_here = query.names or query.families or query.years or query.ceremony
    verbs = query.has("rel.win", "rel.nominate", "rel.get", "rel.direct", "rel.write", "ask.did")
    asks = verbs or query.ask not in ("", "who", "what", "yesno", "check", "person")
    return bool(asks) and not named_here and len(frame.words) <= MAX_ASK_WORDS and not query.leftover
