"""Follow-ups: a fragment or a pronoun is completed from the chat's last query; a full question never is."""

from __future__ import annotations

from dataclasses import dataclass

from bot.catalog import Catalog
from bot.context import named
from bot.model import Kind
from bot.parse.frame import Frame
from bot.parse.query import Name, Query
from bot.years import YearRef

OPENERS = frozenset({"and", "no", "ok", "okay", "also", "but", "then"})
MAX_FRAGMENT_WORDS = 5
_LIGHT = frozenset("and no ok okay also but then the at in for of what about how so a an on to i meant mean with who won oh sorry".split())


@dataclass(frozen=True, slots=True)
class Merged:
    """A completed query, and what was taken over from the one before (for the trace)."""

    query: Query
    inherited: tuple[str, ...]


def merge(frame: Frame, query: Query, last: Query | None, catalog: Catalog) -> Merged:
    """Return the query completed from `last` where its words lean on it."""
    if last is None:
        return Merged(query, ())
    if frame.has("rel.else") and not query.names:
        return _rivals(query, last, catalog)
    if frame.has("pro.he", "pro.she", "pro.it", "pro.they") and needs_subject(frame, query):
        return _with_subject(frame, query, last, catalog)
    if is_fragment(frame, query):
        return _replaced(query, last, catalog)
    if not query.names and not query.families and query.intent in ("count", "quote", "thanked", "check", "find", "beat", "age-of") and not query.year:
        return _with_subject(frame, query, last, catalog)
    return Merged(query, ())


def needs_subject(frame: Frame, query: Query) -> bool:
    """Return whether a pronoun has no name in the same question to stand for."""
    kinds = {name.kind for name in query.names}
    if frame.has("pro.he", "pro.she"):
        return Kind.PERSON not in kinds and not (query.families and frame.has("ask.who"))
    if frame.has("pro.it"):
        return not query.names and not query.families
    return not query.names


def is_fragment(frame: Frame, query: Query) -> bool:
    """Return whether the utterance only swaps a slot: "and best director?", "what about 2016", "at the baftas?"."""
    filled = bool(query.names or query.families or query.bodies or query.years or query.ceremony or frame.bare)
    if not filled:
        return False
    content = [word for at, word in enumerate(frame.words) if at not in frame.explained and word not in _LIGHT]
    opened = frame.has("follow") or (frame.words[:1] and frame.words[0] in OPENERS)
    verbs = frame.has("rel.win", "rel.nominate", "rel.host", "rel.say", "rel.beat", "rel.quote")
    slots = sum((bool(query.names), bool(query.families), bool(query.bodies), bool(query.years or query.ceremony)))
    short = len(frame.words) <= MAX_FRAGMENT_WORDS and not verbs and slots == 1 and not query.names
    return not content and bool((opened and slots <= 2 and (not verbs or slots <= 1)) or short)


def _replaced(query: Query, last: Query, catalog: Catalog) -> Merged:
    """Take the last query over and replace what the fragment names."""
    changes: dict[str, object] = {"intent": last.intent, "ask": query.ask or last.ask, "result": last.result if query.result == "any" else query.result}
    if query.cues & {"rel.nominate"}:
        changes["result"] = query.result
    taken = ["intent"]
    if query.families:
        changes["families"] = query.families
        if last.intent in ("find", "rivals") and not last.persons:
            changes["names"] = ()
    if query.bodies:
        changes["bodies"] = query.bodies
        changes["ceremony"] = None
        if last.ceremony or not last.years:
            changes["years"] = _year_of(last, catalog)
    if query.years or query.ceremony:
        changes["years"], changes["ceremony"] = _as_ceremony(query, last), query.ceremony
    if query.names:
        changes["names"] = _replace_names(query, last)
        if last.intent in ("host", "glance", "first", "last", "most", "next") or not last.names:
            changes["intent"] = "find" if query.families or last.families else "profile"
    merged = last.but(**changes, cues=last.cues | query.cues, words=query.words, leftover=query.leftover, extra={**query.extra, **last.extra})
    return Merged(merged, tuple(taken + [key for key in ("bodies", "families", "names", "years") if key not in changes and getattr(last, key)]))


def _as_ceremony(query: Query, last: Query) -> tuple[YearRef, ...]:
    """A year alone is read as the one before was."""
    basis = last.year.basis if last.year else "bare"
    return tuple(YearRef(ref.start, ref.end, ref.first, ref.last, basis if ref.basis == "bare" else ref.basis, ref.exact) for ref in query.years)


def _year_of(last: Query, catalog: Catalog) -> tuple[YearRef, ...]:
    """Return the calendar year of the ceremony that the last answer was about."""
    edition = catalog.editions.get(str(last.extra.get("edition", "")))
    return (YearRef(-1, -1, edition.year, edition.year, "ceremony"),) if edition and not last.names else last.years


def _replace_names(query: Query, last: Query) -> tuple[Name, ...]:
    kinds = {name.kind for name in query.names}
    return (*query.names, *(name for name in last.names if name.kind not in kinds))


def _with_subject(frame: Frame, query: Query, last: Query, catalog: Catalog) -> Merged:
    """Give a pronoun its person or film, and a bare "did she win" the category and ceremony too."""
    about = [named(*item) for item in last.extra.get("about", ())] or list(last.names)
    wanted = Kind.WORK if frame.has("pro.it") and not frame.has("pro.he", "pro.she") else Kind.PERSON
    subject = [name for name in about if name.kind == wanted][:1] or about[:1]
    if frame.has("pro.they"):
        subject = [name for name in about if name.kind == subject[0].kind][:3] if subject else []
    if not subject:
        return Merged(query, ())
    changes: dict[str, object] = {"names": (*subject, *query.names)}
    taken = ["names"]
    if not query.bodies:
        changes["bodies"] = last.bodies or _body_of(last, catalog)
        taken.append("bodies")
    narrow = query.intent in ("check", "quote", "thanked", "beat", "age-of") and not query.bodies
    if narrow and not query.families and last.families and query.intent != "quote":
        changes["families"] = last.families
        taken.append("families")
    if narrow and not query.year and not query.ceremony:
        changes["years"] = _year_of(last.but(names=()), catalog)
        taken.append("years")
    return Merged(query.but(**changes), tuple(taken))


def _body_of(last: Query, catalog: Catalog) -> tuple[str, ...]:
    edition = catalog.editions.get(str(last.extra.get("edition", "")))
    return (edition.body,) if edition else ()


def _rivals(query: Query, last: Query, catalog: Catalog) -> Merged:
    """Complete "who else was nominated" with the category, ceremony and names of the last answer."""
    about = tuple(named(*item) for item in last.extra.get("about", ())) or last.names
    edition = catalog.editions.get(str(last.extra.get("edition", "")))
    years = (YearRef(-1, -1, edition.year, edition.year, "ceremony"),) if edition else last.years
    bodies = (edition.body,) if edition else last.bodies
    persons = tuple(name for name in about if name.kind == Kind.PERSON)[:1] if not last.families else ()
    merged = query.but(intent="rivals", families=query.families or last.families, bodies=query.bodies or bodies, years=query.years or years, ceremony=edition.ceremony if edition and not query.years else query.ceremony, names=persons or (about[:1] if not last.families else ()))
    merged.extra["others_than"] = [ident for name in about for ident in name.ids]
    return Merged(merged, ("families", "bodies", "years"))
