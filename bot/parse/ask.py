"""What is asked for: the answer type of a question, read from its question words and nouns."""

from __future__ import annotations

from bot.model import Kind
from bot.parse.frame import Frame

# How far behind "which", "what" or "this" its noun may stand: "which much loved British stage and screen actor".
MAX_NOUN_DISTANCE = 8

MAX_STEM_WORDS = 18  # a longer text that ends on a preposition is no sentence to be completed

NOUNS = {
    "noun.film": "film", "noun.show": "film", "noun.person": "person", "noun.man": "person", "noun.woman": "person",
    "noun.performer": "person", "noun.actor": "person", "noun.actress": "person", "noun.director": "person",
    "noun.composer": "person", "noun.writer": "person", "noun.producer": "person", "noun.cinematographer": "person",
    "noun.costume": "person", "noun.editor": "person", "noun.song": "song", "noun.role": "role", "noun.part": "role", "noun.number": "song",
    "noun.award": "category", "noun.category": "category", "noun.country": "country", "noun.festival": "body",
}  # fmt: skip
GENDERS = {"noun.man": "male", "noun.woman": "female", "noun.actress": "female"}
_NOT_FINITE = frozenset({"nominations", "nomination", "noms", "nods", "nod", "wins", "win", "winner", "winners", "winning", "nominee", "nominees"})  # fmt: skip
_ADJECTIVES = frozenset({"winning", "nominated", "winner"})  # "the oscar winning song", "the most nominated actor"
_VERBS = ("rel.win", "rel.get", "rel.nominate", "rel.lose", "rel.host", "rel.beat", "rel.play", "ask.did", "rel.say")


def find_ask(frame: Frame) -> str:
    """Return the answer type: person, who, film, song, role, category, count, when, where, number, age, yesno,
    check (a statement), list, what, or "" where the words do not say.
    """
    if _asks_role(frame):
        return "role"
    for tag in ("ask.count", "ask.age", "ask.number"):
        if frame.has(tag):
            return tag[4:]
    which = _after_word(frame, "ask.which")
    asked = min((frame.first(tag) for tag in ("ask.which", "ask.who", "ask.did") if frame.has(tag)), default=99)
    when = frame.has("ask.when") and (
        frame.first("ask.when") <= min(asked, 2) or frame.words[frame.first("ask.when")] != "when"
    )
    when = when and (not which or frame.first("ask.when") <= frame.first("ask.which"))
    if when or (frame.has("ask.where") and not which):
        return "when" if when else "where"
    if _is_yesno(frame):
        return "yesno"
    if which:
        return which
    if frame.has("ask.who", "ask.whose"):
        return "who"
    if frame.has("ask.which"):
        return "what"
    return _after_word(frame, "ask.this") or _leading_noun(frame) or _statement(frame) or _clue(frame)


def _nouns_at(frame: Frame) -> dict[int, str]:
    return {at: tag for tag, places in frame.cues.items() if tag in NOUNS for at in places}


def _after_word(frame: Frame, tag: str) -> str:
    """Return the type of the noun behind the first "which", "what" or "this" that has one."""
    nouns = _nouns_at(frame)
    stops = {at for verb in _VERBS for at in frame.cues.get(verb, ()) if frame.words[at] not in _ADJECTIVES}
    names = {mention.start for mention in frame.mentions}
    for start in frame.cues.get(tag, ()):
        for at in range(start + 1, min(len(frame.words), start + 1 + MAX_NOUN_DISTANCE)):
            if at in nouns:
                return _noun_type(frame, nouns[at], at)
            if "nominees" in frame.words and any(place == at for _, _, place in frame.families):
                return "list"
            if at - start <= 3 and _is_award_word(frame, at):
                return "category"
            if at in stops or (at in names and at > start + 1):
                break
    return ""


def _noun_type(frame: Frame, tag: str, at: int) -> str:
    """Return the type of one noun; "award winning film" and "picture award" are read to their end."""
    nouns = _nouns_at(frame)
    if tag in ("noun.award", "noun.category"):
        for later in range(at + 1, min(at + 4, len(frame.words))):
            if later in nouns and nouns[later] not in ("noun.award", "noun.category"):
                return NOUNS[nouns[later]]
            if frame.words[later] not in ("winning", "winner", "nominated", "winners"):
                break
    return NOUNS[tag]


def _is_award_word(frame: Frame, at: int) -> bool:
    """Return whether "oscar(s)" or "best ..." stands here as the thing asked for: "what oscars did it win"."""
    inside = any(start <= at < end for start, end in frame.body_at) or any(
        place == at for _, _, place in frame.families
    )
    if not inside:
        return False
    after = frame.words[at + 1 : at + 4]
    return not any(word in ("winning", "winner", "nominated", "song", "film", "movie", "actor") for word in after)


def _is_yesno(frame: Frame) -> bool:
    """Return whether the question opens with an auxiliary verb, or asks to confirm."""
    if frame.has("ask.true"):
        return bool(frame.mentions) and not frame.has("ask.who", "ask.which")
    opening = [word for word in frame.words[:3] if word not in ("so", "and", "but", "ok", "hey", "well")]
    aux = {"did", "does", "was", "is", "has", "have", "were", "do", "had", "didnt", "wasnt", "hasnt", "isnt", "are"}
    return bool(opening) and opening[0] in aux


def _leading_noun(frame: Frame) -> str:
    """Return the type of a noun that opens the question: "actress who won ...", "film that beat ..."."""
    nouns = _nouns_at(frame)
    for at in range(min(4, len(frame.words))):
        if at in nouns:
            after = frame.words[at + 1 : at + 2]
            named = any(mention.start == at + 1 for mention in frame.mentions)
            if (
                (named and NOUNS[nouns[at]] in ("film", "role", "song"))
                or after
                and after[0] in ("who", "that", "which", "with", "to", "whose", "nominated", "without")
            ):
                return NOUNS[nouns[at]]
    if frame.has("ask.list"):
        return "list"
    return ""


def _statement(frame: Frame) -> str:
    """Return "check" for a sentence that states something: name, then verb, then more."""
    if len(frame.words) <= MAX_STEM_WORDS and frame.utterance.rstrip(" .?_:").endswith((" in", " for", " as")):
        return "role" if frame.words[-1] == "as" else "film"
    for mention in frame.mentioned(Kind.PERSON, Kind.WORK):
        behind = frame.words[mention.end : mention.end + 3]
        if behind[:1] in (["was"], ["is"]) and behind[1:2] == ["the"] and mention.start <= 1:
            return "check"
        for tag in ("rel.win", "rel.get", "rel.nominate", "rel.host"):
            for at in frame.cues.get(tag, ()):
                if frame.words[at] in _NOT_FINITE:
                    continue
                between = frame.words[mention.end : at]
                plain = all(
                    word in ("was", "has", "have", "is", "never", "also", "were", "not", "had", "twice")
                    for word in between
                )
                if 0 <= at - mention.end <= 3 and plain and at + 2 < len(frame.words):
                    return "check"
    return ""


def _clue(frame: Frame) -> str:
    """Return "who" for a clue told of a "he" or "she" who won: "a former model, she won ... for Monster"."""
    pronoun = min((frame.first(tag) for tag in ("pro.he", "pro.she") if frame.has(tag)), default=-1)
    verb = max((at for tag in ("rel.win", "rel.get", "rel.nominate") for at in frame.cues.get(tag, ())), default=-1)
    return "who" if 0 <= pronoun < verb and len(frame.words) > 8 and frame.mentions else ""


def _asks_role(frame: Frame) -> bool:
    """Return whether a part is asked for: "playing which killer", "which queen did X play", "played by X", "as whom"."""
    plays, words = frame.cues.get("rel.play", ()), frame.words
    asks = [at for tag in ("ask.which", "ask.who") for at in frame.cues.get(tag, ())]
    people = frame.mentioned(Kind.PERSON)
    if any(word == "as" and words[at + 1] in ("which", "what", "whom", "who") for at, word in enumerate(words[:-1])):
        return True
    if not plays or not asks or not people:
        return False
    if any(at - play in (1, 2) for play in plays for at in asks):
        return True
    first = min(asks)
    by = any(words[play + 1 : play + 2] == ["by"] for play in plays)
    inverted = any(
        first < did < person.start < play
        for did in frame.cues.get("ask.did", ())
        for person in people
        for play in plays
    )
    return by or (inverted and "noun.film" not in _kinds_after(frame, first))


def _kinds_after(frame: Frame, start: int) -> set[str]:
    """Return the noun cues in the few words behind a question word."""
    nouns = _nouns_at(frame)
    return {nouns[at] for at in range(start, start + 5) if at in nouns}
