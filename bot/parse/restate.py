"""Half a question that changes one word of the last whole one: "who was the second", "and which woman", "why"."""

from __future__ import annotations

from bot.tables import word_group

_OPPOSITES = (("oldest", "youngest"), ("youngest", "oldest"), ("most", "fewest"), ("fewest", "most"))
_KINDS = ("which", "what")


def restate(words: list[str], asked: list[str]) -> list[str]:
    """Return the last question in whole words with the one changed that `words` change; [] where they change none.

    `words` are the folded words said now, `asked` those of the last question that stood on its own.
    """
    said = [word for word in words if word not in word_group("restated-filler")]
    return (
        (_opposite(said, asked) or _other_turn(said, asked) or _other_kind(said, asked) or _reason(said, asked))
        if said
        else []
    )


def _other_turn(said: list[str], asked: list[str]) -> list[str]:
    """Read "who was the second" after "who was the first ... to"."""
    turns = word_group("turn")
    at = next((at for at, word in enumerate(asked) if word in turns), None)
    if at is None or len(said) != 1 or said[0] not in turns:
        return []
    return [*asked[:at], said[0], *asked[at + 1 :]]


def _opposite(said: list[str], asked: list[str]) -> list[str]:
    """Read "and the oldest" after "who is the youngest"."""
    other = next((two for one, two in _OPPOSITES if said == [one]), "")
    at = asked.index(other) if other in asked else -1
    return [*asked[:at], said[0], *asked[at + 1 :]] if at >= 0 else []


def _other_kind(said: list[str], asked: list[str]) -> list[str]:
    """Read "and which woman" after "who has the most ..."."""
    if len(said) != 2 or said[0] not in _KINDS or said[1] not in word_group("kind-of-winner"):
        return []
    if word_group("superlative").isdisjoint(asked):
        return []
    if asked[:1] == ["who"]:
        return [*said, *asked[1:]]
    told = len(asked) > 2 and asked[0] in _KINDS and asked[1] in word_group("kind-of-winner")
    return [*said, *asked[2:]] if told else []


def _reason(said: list[str], asked: list[str]) -> list[str]:
    """Read "why" and "how long" after "who refused ..."."""
    known = said == ["why"] or (len(said) == 2 and said[0] == "how" and said[1] in word_group("how-asked"))
    return [*said, *asked[1:]] if known and asked[:1] in (["who"], ["what"], ["which"]) else []
