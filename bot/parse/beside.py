"""What is said beside the last answer: "who has more" of two spoken of, "not la la land?"."""

from __future__ import annotations

from bot.context import named
from bot.parse.frame import Frame
from bot.parse.pronouns import named_before
from bot.parse.query import Query
from bot.tables import word_group
from bot.years import YearRef

Completed = tuple[Query, tuple[str, ...]]  # and the slots taken over

_MAX_MORE_WORDS = 5  # of "and who has more oscars"


def asks_rivals(frame: Frame, query: Query) -> bool:
    """Return whether the others of the race just told are asked for: "who else was nominated", "who lost"."""
    if query.names or query.is_dated:
        return False
    if frame.has("rel.lose") and not frame.has("rel.lostto", "rel.never") and query.names_nothing:
        return query.ask in ("who", "person", "film", "list") and not frame.has(
            "pro.he", "pro.she", "pro.it", "agg.most"
        )
    own = frame.has("pro.he", "pro.she", "pro.it") and not frame.has("rel.against", "ask.who")
    against = frame.has("rel.against") and frame.has("pro.he", "pro.she", "pro.it") and not query.families
    return (frame.has("rel.else") and not own) or against


def ask_rivals(query: Query, last: Query, place: tuple[YearRef, ...]) -> Completed:
    """Complete "who else was nominated" with the category, ceremony and names of the last answer."""
    about = tuple(named(*item) for item in (*last.topic.told, *last.topic.subjects)) or last.names
    families = query.families or last.families or last.topic.families
    if not families and last.intent == "find" and not query.has("rel.nominate", "rel.against"):
        return last.but(words=query.words, leftover=(), inherited=frozenset({"names"})), ("names",)  # all who fit
    merged = query.but(
        intent="rivals",
        families=families,
        bodies=query.bodies or last.bodies,
        years=query.years or place,
        names=() if families else about[:1],
        apart_from=frozenset(ident for name in about for ident in name.ids),
        inherited=frozenset({"families", "subject"}),
    )
    return merged, ("families", "bodies", "years")


def asks_who_has_more(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether two just spoken of are to be compared: "who has more"."""
    short = frame.has("talk.more") and query.ask in ("who", "person", "film") and len(frame.words) <= _MAX_MORE_WORDS
    return short and not query.names and not query.families and len(named_before(last)) > 1


def compare_named(query: Query, last: Query) -> Completed:
    """Return which of the two names spoken of last has more, at the awards spoken of."""
    bodies = query.bodies or last.bodies
    inherited = frozenset({"names"})
    return query.but(intent="compare", names=named_before(last), bodies=bodies, inherited=inherited), (
        "names",
        "bodies",
    )


def denies_name(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether it only asks "not X?" of a category just told."""
    bare = not (query.families or query.bodies or query.is_dated or query.leftover)
    first = next((word for word in frame.words if word not in word_group("opener")), "")
    return first == "not" and len(query.names) == 1 and bare and bool(last.topic.families) and not query.ask


def denied(query: Query, last: Query, place: tuple[YearRef, ...]) -> Completed:
    """Return whether X won what was just told; the talk goes on about the one who did."""
    checked = query.but(
        intent="check",
        ask="yesno",
        families=last.topic.families,
        bodies=last.bodies,
        years=place,
        result="won",
        cues=query.cues - {"agg.not", "rel.never"} | {"rel.win"},
        inherited=frozenset({"families", "subject"}),
    )
    return checked, ("families", "bodies", "years")
