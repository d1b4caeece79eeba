"""What is asked for: the answer type of a question, read from its question words and nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Kind, Mention
from bot.parse.families import is_for_song
from bot.parse.frame import Frame
from bot.parse.roles import asks_role
from bot.tables import word_group

# How far behind "which", "what" or "this" its noun may stand: "which much loved British stage and screen actor".
MAX_NOUN_DISTANCE = 8
MAX_AWARD_DISTANCE = 3  # and "oscar" as the thing asked for: "what golden globes"
MAX_STEM_WORDS = 18  # a longer text that ends on a preposition is no sentence to be completed
MIN_CLUE_WORDS = 9  # a shorter text with "she" and "won" is a follow-up, no clue
MAX_OPENING_PLACE = 2  # "when" stands at most third: "and when did ..."
MAX_VERB_DISTANCE = 3  # between a name and its verb: "la la land has never won"

NOUNS = {
    "noun.film": "film", "noun.show": "film", "noun.person": "person", "noun.man": "person", "noun.woman": "person",
    "noun.performer": "person", "noun.actor": "person", "noun.actress": "person", "noun.director": "person",
    "noun.composer": "person", "noun.writer": "person", "noun.producer": "person", "noun.cinematographer": "person",
    "noun.costume": "person", "noun.editor": "person", "noun.song": "song", "noun.role": "role", "noun.part": "role",
    "noun.number": "song", "noun.award": "category", "noun.category": "category", "noun.country": "country",
    "noun.festival": "body",
}  # fmt: skip
GENDERS = {"noun.man": "male", "noun.woman": "female", "noun.actress": "female"}
_AWARD_NOUNS = frozenset({"noun.award", "noun.category"})
_TITLED = frozenset({"film", "role", "song"})
_STEM_ENDS = (" in", " for", " as")
_STOPS = ("rel.win", "rel.get", "rel.nominate", "rel.lose", "rel.host", "rel.beat", "rel.play", "ask.did", "rel.say")
_STATED = ("rel.win", "rel.get", "rel.nominate", "rel.host", "rel.never")
_NO_NOUN = ("for", "in", "at", "by")  # behind "nominated" where it describes nothing: "was nominated for the song"
_FAR = 99  # behind any question word


def find_ask(frame: Frame) -> str:
    """Return the answer type: person, who, film, song, role, category, count, when, where, number, age, yesno,
    check (a statement), list, what, or "" where the words do not say.
    """
    if asks_role(frame):
        return "role"
    for tag in ("ask.count", "ask.age", "ask.number"):
        if frame.has(tag):
            return tag.removeprefix("ask.")
    which = _find_noun_behind(frame, "ask.which")
    if _asks_when(frame, which):
        return "when"
    if frame.has("ask.where") and not which:
        return "where"
    return _plain_ask(frame, which)


def _plain_ask(frame: Frame, which: str) -> str:
    """Return the answer type of a question for neither a number nor a time nor a place."""
    if _is_yesno(frame):
        return "yesno"
    if which:
        return which
    if frame.has("ask.who", "ask.whose"):
        return "who"
    if frame.has("ask.which"):
        return "person" if is_for_song(frame) else "what"
    if _is_told_of_film(frame):
        return "check"
    return (
        _find_noun_behind(frame, "ask.this") or _find_leading_noun(frame) or _find_statement(frame) or _find_clue(frame)
    )


def _is_told_of_film(frame: Frame) -> bool:
    """Return whether it is stated of a film by name that it won: "The movie Toy Story 3 won an Oscar for ..."."""
    if frame.utterance.rstrip().endswith("?") or frame.words[:1] != ["the"] or 1 not in frame.places("noun.film"):
        return False
    return any(mention.start == 2 and _is_stated_of(frame, mention) for mention in frame.mentioned(Kind.WORK))


def _asks_when(frame: Frame, which: str) -> bool:
    """Return whether a time is asked for: not "which film won when ...", nor "who won when ..."."""
    if not frame.has("ask.when"):
        return False
    at = frame.first("ask.when")
    asked = min((frame.first(tag) for tag in ("ask.which", "ask.who", "ask.did") if frame.has(tag)), default=_FAR)
    opens = at <= min(asked, MAX_OPENING_PLACE) or frame.words[at] != "when"
    return opens and (not which or at <= frame.first("ask.which"))


def _nouns_at(frame: Frame) -> dict[int, str]:
    return {at: tag for tag, places in frame.cues.items() if tag in NOUNS for at in places}


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where the nouns stand, and what ends the search for one: verbs and names."""

    nouns: Mapping[int, str]
    stops: frozenset[int]
    names: frozenset[int]


def _find_noun_behind(frame: Frame, tag: str) -> str:
    """Return the type of the noun behind the first "which", "what" or "this" that has one."""
    if not frame.has(tag):
        return ""
    adjectives = word_group("award-adjective")  # "the oscar winning song", "the most nominated actor"
    marks = _Marks(
        _nouns_at(frame),
        frozenset(
            at for at in frame.places(*_STOPS) if frame.words[at] not in adjectives or frame.word(at + 1) in _NO_NOUN
        ),
        frozenset(mention.start for mention in frame.mentions),
    )
    dated = {at for ref in frame.years for at in range(ref.start, ref.end)}  # "this year" asks for nothing
    starts = [start for start in frame.cues[tag] if start not in dated]
    return next((found for start in starts if (found := _noun_behind(frame, start, marks))), "")


def _noun_behind(frame: Frame, start: int, marks: _Marks) -> str:
    """Return the type of the noun that one question word asks for, "" where a verb or a name comes first."""
    for at in range(start + 1, min(len(frame.words), start + 1 + MAX_NOUN_DISTANCE)):
        if at in marks.nouns:
            return _noun_type(frame, marks.nouns, at)
        if "nominees" in frame.words and any(place == at for _, _, place in frame.families):
            return "list"
        if at - start <= MAX_AWARD_DISTANCE and _is_award_asked(frame, at):
            return "category"
        if at in marks.stops or (at in marks.names and at > start + 1):
            return ""
    return ""


def _noun_type(frame: Frame, nouns: Mapping[int, str], at: int) -> str:
    """Return the type of one noun; "award winning film" and "picture award" are read to their end."""
    if nouns[at] in _AWARD_NOUNS:
        for later in range(at + 1, min(at + 4, len(frame.words))):
            if later in nouns and nouns[later] not in _AWARD_NOUNS:
                return NOUNS[nouns[later]]
            if frame.words[later] not in word_group("award-participle"):
                break
    return NOUNS[nouns[at]]


def _is_award_asked(frame: Frame, at: int) -> bool:
    """Return whether "oscar(s)" or "best ..." stands here as the thing asked for: "what oscars did it win"."""
    inside = any(start <= at < end for start, end in frame.body_at)
    if not inside and not any(place == at for _, _, place in frame.families):
        return False
    return word_group("award-of-film").isdisjoint(frame.words[at + 1 : at + 4])


def _is_yesno(frame: Frame) -> bool:
    """Return whether the question opens with an auxiliary verb, or asks to confirm."""
    if frame.has("ask.true"):
        return bool(frame.mentions) and not frame.has("ask.who", "ask.which")
    opening = [word for word in frame.words[:3] if word not in word_group("yesno-opener")]
    return bool(opening) and opening[0] in word_group("yesno-verb")


def _find_leading_noun(frame: Frame) -> str:
    """Return the type of a noun that opens the question: "actress who won ...", "film that beat ..."."""
    nouns = _nouns_at(frame)
    for at in range(min(4, len(frame.words))):
        if at in nouns:
            kind = NOUNS[nouns[at]]
            named = kind in _TITLED and any(mention.start == at + 1 for mention in frame.mentions)
            if named or frame.word(at + 1) in word_group("relative"):
                return kind
    return "list" if frame.has("ask.list") else ""


def _find_statement(frame: Frame) -> str:
    """Return "check" for a sentence that states something, the type of the gap for one that breaks off, else ""."""
    if len(frame.words) <= MAX_STEM_WORDS and frame.utterance.rstrip(" .?_:").endswith(_STEM_ENDS):
        return "role" if frame.words[-1] == "as" else "film"
    named = frame.mentioned(Kind.PERSON, Kind.WORK)
    return "check" if any(_is_stated_of(frame, mention) for mention in named) else ""


def _is_stated_of(frame: Frame, mention: Mention) -> bool:
    """Return whether a name is followed by its verb, and that by more: "Gosling has never won an Oscar"."""
    behind = frame.words[mention.end : mention.end + 2]
    if mention.start <= 1 and behind in (["was", "the"], ["is", "the"]):
        return True
    return any(
        mention.end <= at <= mention.end + MAX_VERB_DISTANCE
        and at + 2 < len(frame.words)
        and frame.words[at] not in word_group("not-finite")
        and word_group("statement-verb").issuperset(frame.words[mention.end : at])
        for at in frame.places(*_STATED)
    )


def _find_clue(frame: Frame) -> str:
    """Return "who" for a clue told of a "he" or "she" who won: "a former model, she won ... for Monster"."""
    pronoun = min((frame.first(tag) for tag in ("pro.he", "pro.she") if frame.has(tag)), default=-1)
    verb = max(frame.places("rel.win", "rel.get", "rel.nominate"), default=-1)
    return "who" if 0 <= pronoun < verb and len(frame.words) >= MIN_CLUE_WORDS and frame.mentions else ""
