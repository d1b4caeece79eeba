"""Another question about the same thing: "for which film", "what year was that", "which one won", "who directed it"."""

from __future__ import annotations

from typing import Any

from bot.model import Kind
from bot.parse.families import MAKERS, SONG_FAMILY
from bot.parse.frame import Frame
from bot.parse.intents import OF_CEREMONY
from bot.parse.pronouns import answered_about, find_work, subjects_of
from bot.parse.query import Query, Result
from bot.tables import word_group
from bot.years import YearRef

MAX_ASK_WORDS = 8
MAX_PICK_WORDS = 5
MAX_FOR_WORDS = 4  # of "and for which one"
_FOR = frozenset({"for", "in"})
_OF_CEREMONY = {"when": "when-held", "where": "where-held", "number": "number-held"}
_CEREMONY_INTENTS = frozenset({"host", "next", *_OF_CEREMONY.values()})
_COUNTED = frozenset({"rel.win", "rel.nominate", "rel.get"})
_KEPT_CUES = frozenset({"noun.film", "noun.show"})
_NAMED_INTENTS = frozenset({"check", "beat", "find", "holdings"})
_OVER_ALL = frozenset({"most", "having", "never", "row", "age"})  # these count over all the ceremonies
_TELLS_ANOTHER = _OVER_ALL | {"beat", "who-said", "thanked", "quote", "when-clause", "tie", "fact"}
_OPEN_ASKS = ("", "who", "what", "yesno", "check", "person")

Completed = tuple[Query, tuple[str, ...]]  # and the slots taken over


_LEANING = frozenset({"", "find", "count", "check", "holdings", "rivals"})  # other kinds of question are whole


def asks_more(frame: Frame, query: Query) -> bool:
    """Return whether a short question asks for something but names nothing: "for which film", "who won", "when"."""
    if query.names or query.families or query.is_dated or query.leftover or len(frame.words) > MAX_ASK_WORDS:
        return False
    if asks_what_for(frame):
        return True
    if frame.has("ref.ones") or _asks_which_of_them(frame, query):
        return True
    if query.intent not in _LEANING or (query.bodies and query.ask != "count"):
        return False
    verbs = query.has("rel.win", "rel.nominate", "rel.get", "rel.direct", "rel.write", "ask.did")
    return verbs or query.ask not in _OPEN_ASKS


def asks_what_for(frame: Frame) -> bool:
    """Return whether only the film is asked for, in few words: "for what", "in which one", "film?"."""
    if not 0 < len(frame.words) <= MAX_FOR_WORDS or not word_group("what-for").issuperset(frame.words):
        return False
    return frame.has("noun.film", "noun.show") or frame.words[-1] == "for" or not _FOR.isdisjoint(frame.words[:-1])


def _asks_which_of_them(frame: Frame, query: Query) -> bool:
    """Return whether one of those just told is asked for: "what was the latest", "the first one"."""
    return bool(query.nth) and not query.bodies and len(frame.words) <= MAX_PICK_WORDS and not frame.has("rel.host")


def ask_another(frame: Frame, query: Query, last: Query, place: tuple[YearRef, ...]) -> Completed:
    """Return the last query with what is asked now; `place` is the year of the last answer's ceremony."""
    if last.intent in _CEREMONY_INTENTS and query.ask in _OF_CEREMONY:
        intent = "next" if last.intent == "next" else _OF_CEREMONY[query.ask]
        return last.but(intent=intent, ask=query.ask, words=query.words, leftover=()), ("years", "bodies")
    last = _about_told(last, place, of_prize=query.ask in ("film", "role", "category") or asks_what_for(frame))
    if asks_what_for(frame):
        first = next((name.kind for name in last.names), Kind.PERSON)
        query = query.but(ask="category" if first == Kind.WORK else "film")
    base = last.but(
        intent="find",
        ask=query.ask or last.ask,
        ask_before=last.ask,
        bodies=query.bodies or last.bodies,
        words=query.words,
        leftover=query.leftover,
        cues=query.cues | (last.cues & _KEPT_CUES),
        hints=query.hints,
        inherited=frozenset({"names"}),
    )
    if frame.has("ref.ones"):
        return base.but(ask="category" if last.works else "", result=_told_result(last)), ("names", "bodies")
    if query.ask == "age" and subjects_of(last, Kind.PERSON):
        aged = last.but(intent="age-of", ask="age", words=query.words, years=place, inherited=frozenset({"names"}))
        return aged.but(names=tuple(subjects_of(last, Kind.PERSON)[:1])), ("names", "families", "years")
    if frame.has("agg.latest") and last.families and not last.names:
        latest = last.but(words=query.words, years=(), ceremony=None, nth=0, inherited=frozenset({"families"}))
        return latest, ("families", "bodies")
    if _asks_which_of_them(frame, query):
        return base.but(nth=query.nth, result=_told_result(last)), ("names", "bodies")
    if last.intent == "compare":
        return last.but(cues=(last.cues - _COUNTED) | query.cues, words=query.words), ("names", "bodies")
    if query.ask == "count" or (not query.ask and query.has("rel.nominate", "rel.win", "rel.get")):
        return _count_of(query, base), ("names", "bodies")
    if asks_maker(frame, query, last) and find_work(last):
        return query.but(intent="maker", names=tuple(find_work(last)), inherited=frozenset({"names"})), ("names",)
    changes = {"nth": query.nth, **_asks_winner(query, last, place)}
    return base.but(**changes), ("names", "families", "years", "bodies")


def _told_result(last: Query) -> Result:
    """Return which nominations were told: the wins, unless only nominations were asked about."""
    return "any" if last.has("rel.nominate") and not last.has("rel.win") and last.intent != "count" else "won"


def _about_told(last: Query, place: tuple[YearRef, ...], *, of_prize: bool) -> Query:
    """Return the last question with the one whom its answer told for names: after "who beat X" that is the winner."""
    if last.intent in (*OF_CEREMONY, "glance"):
        night = last.but(names=(), years=place, ceremony=None, nth=0, ask="")
        people = tuple(subjects_of(last, Kind.PERSON)[:1])
        return night.but(names=people, families=last.topic.families) if of_prize and last.topic.families else night
    if last.intent in ("count", "holdings") and not last.has("rel.nominate", "rel.lose"):
        last = last.but(result="won")
    if last.intent not in _TELLS_ANOTHER or not last.topic.told:
        return last
    if last.intent == "fact":
        return last.but(
            names=tuple(subjects_of(last)[:1]),
            families=last.topic.families,
            years=place,
            ceremony=None,
            result="any",
            nth=0,
        )
    names = tuple(answered_about(last)[:1])
    return last.but(names=names, years=() if last.intent in _OVER_ALL else place, ceremony=None, result="any")


def _count_of(query: Query, last: Query) -> Query:
    """Return the question how many awards the last one's names, or what it was about, have."""
    return last.but(
        intent="count",
        ask="count",
        ask_before=None,
        result=query.result,
        names=last.names or tuple(subjects_of(last)[:1]),
        years=last.years if last.names else (),
        families=query.families,
    )


def _asks_winner(query: Query, last: Query, place: tuple[YearRef, ...]) -> dict[str, Any]:
    """Return the changes for "who won": the winner of the same category, whoever was named before."""
    if query.ask not in ("who", "what", "") and not query.has("rel.win"):
        return {}
    changes: dict[str, Any] = {"result": "won"}
    named = last.intent in _NAMED_INTENTS and last.names and last.families
    if named and query.ask in ("who", "what"):
        changes |= {"names": (), "years": place, "ceremony": None}
    return changes


def asks_maker(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether it asks who made a film: "who directed it"; of a song, its writers were up for it themselves."""
    of_song = last.topic.families[:1] == (SONG_FAMILY,) and not frame.has("rel.direct", "rel.produce", "rel.star")
    return query.ask == "who" and frame.has(*MAKERS) and not of_song
