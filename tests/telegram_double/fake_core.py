"""A core that only says what it heard, so that scripts show what reached it and what it was told to remember."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bot.model import Answered, Context, Option, Quote, Reply
from bot.pictures.model import Bar, Card, CardRow, Chart

_LONG_QUESTION = "who was nominated for best original score at the golden globes of 2017"
OPTIONS = (Option("2016", "and in 2016"), Option("2018", "and in 2018"), Option("The score's rivals", _LONG_QUESTION))
QUOTE = Quote("Take your <heart>.", "Ada & Co", "Globes 2017", "a newspaper")


@dataclass
class FakeCore:
    """Answers "heard: X", with "(after Y)" when Y was this conversation's question before, and the language of dates.

    "chart X" has a chart titled X, "card X" the key of a card titled X; "choose" offers options,
    "share X" can be shared, "speech" has a quote, "crash" raises,
    "die" ends the process at once.
    """

    asked: list[str] = field(default_factory=list)

    def answer(
        self,
        utterance: str,
        context: Context,
        today: date,
        rng: Random | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        self.asked.append(utterance)
        if utterance == "die":
            os._exit(70)
        if utterance == "crash":
            raise RuntimeError("the core broke")
        before = context.slots.get("before")
        text = f"heard: {utterance}" + (f" (after {before})" if before else "")
        text += f" [{context.dates}]" if context.dates != "en" else ""
        reply = Reply(
            "answered",
            "echo",
            text,
            bold=(utterance,),
            quote=QUOTE if utterance == "speech" else None,
            options=_options(utterance),
            chart=chart(utterance.removeprefix("chart ")) if utterance.startswith("chart ") else None,
            card=f"e:{utterance.removeprefix('card ')}" if utterance.startswith("card ") else "",
        )
        return Answered(reply, Context({"before": utterance}), ())

    def card(self, key: str, today: date) -> Card | None:
        """Return the card of a key; there is none of "e:gone"."""
        title = key.removeprefix("e:")
        return None if title == "gone" else Card("Awards", title, str(today), (CardRow("Best Picture", title),))


def _options(utterance: str) -> tuple[Option, ...]:
    if utterance.startswith("share "):
        return (Option("Share", utterance, "share"),)
    return OPTIONS if utterance == "choose" else ()


def chart(title: str) -> Chart:
    """Return a chart of two bars."""
    return Chart("ranked", title, "", (Bar("one", 2), Bar("other", 1)))
