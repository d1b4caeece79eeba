"""Whether a part is asked for, or a name is that of a part."""

from __future__ import annotations

from bot.model import Kind
from bot.parse.frame import Frame
from bot.tables import word_group

_NOUN_DISTANCE = 5  # words behind "which" among which its noun stands
_PRONOUNS = ("pro.he", "pro.she")
_NOUN_OF_FILM = "noun.film"


def asks_role(frame: Frame) -> bool:
    """Return whether a part is asked for: "which queen did X play", "playing which killer", "by X", "as whom"."""
    if _asks_as_whom(frame) or _asks_name_of_part(frame):
        return True
    plays, asks = frame.places("rel.play"), frame.places("ask.which", "ask.who")
    this = frame.places("ask.this")
    if frame.mentioned(Kind.PERSON) and any(at - play in (1, 2) for play in plays for at in this):
        return True
    if not plays or not asks or not (frame.mentioned(Kind.PERSON) or frame.has(*_PRONOUNS)):
        return False
    if any(at - play in (1, 2) for play in plays for at in asks):
        return True
    if any(frame.word(play + 1) == "by" for play in plays):
        return True
    return _is_inverted(frame, min(asks)) and not _asks_film(frame, min(asks))


def _asks_name_of_part(frame: Frame) -> bool:
    """Return whether it is put in keywords: "emma stone's character name in poor things"."""
    named = frame.mentioned(Kind.PERSON) and frame.mentioned(Kind.WORK)
    verbs = frame.has("rel.win", "rel.get", "rel.nominate", "rel.play", "rel.lose")
    asks = frame.has("ask.who", "ask.this", "ask.count", "ask.did") or (
        frame.has("ask.which") and word_group("role-name").isdisjoint(frame.words)
    )
    return bool(named) and frame.has("noun.role") and not verbs and not asks


def _asks_as_whom(frame: Frame) -> bool:
    asked = word_group("role-asked")
    return any(word == "as" and frame.word(at + 1) in asked for at, word in enumerate(frame.words))


def _is_inverted(frame: Frame, asked: int) -> bool:
    """Return whether "which ... did X play" stands behind the question word at `asked`."""
    persons = [*(mention.start for mention in frame.mentioned(Kind.PERSON)), *frame.places(*_PRONOUNS)]
    return any(
        asked < did < person < play
        for did in frame.places("ask.did")
        for person in persons
        for play in frame.places("rel.play")
    )


def _asks_film(frame: Frame, asked: int) -> bool:
    """Return whether a film is among the few words behind a question word."""
    return any(asked <= at < asked + _NOUN_DISTANCE for at in frame.places(_NOUN_OF_FILM))
