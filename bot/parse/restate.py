"""Half a question that changes one word of the last whole one: "who was the second", "and which woman", "why"."""

from __future__ import annotations

from bot.tables import word_group

_KINDS = ("which", "what")


def restate(words: list[str], asked: list[str]) -> list[str]:
    """Return the last question in whole words with the one changed that `words` change; [] where they change none.

    `words` are the folded words said now, `asked` those of the last question that stood on its own.
    """
    said = [word for word in words if word not in word_group("restated-filler")]
    return (_other_turn(said, asked) or _other_kind(said, asked) or _reason(said, asked)) if said else []


def _other_turn(said: list[str], asked: list[str]) -> list[str]:
    """Read "who was the second" after "who was the first ... to"."""
    turns = word_group("turn")
    at = next((at for at, word in enumerate(asked) if word in turns), None)
    if at is None or len(said) != 1 or said[0] not in turns:
        return []
    return [*asked[:at], said[0], *asked[at + 1 :]]


def _other_kind(said: list[str], asked: list[str]) -> list[str]:
    """Read "and which woman" after "who has the most ..."."""
    if len(said) != 2 or said[0] not in _KINDS or said[1] not in word_group("kind-of-winner"):
        return []
    if asked[:1] == ["who"]:
        return [*said, *asked[1:]]
    told = len(asked) > 2 and asked[0] in _KINDS and asked[1] in word_group("kind-of-winner")
    return [*said, *asked[2:]] if told else []


def _reason(said: list[str], asked: list[str]) -> list[str]:
    """Read "why" after "who refused ..."."""
    return ["why", *asked[1:]] if said == ["why"] and asked[:1] in (["who"], ["what"], ["which"]) else []
