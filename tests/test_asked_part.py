"""Which part of a message is the question: tables of messages as people write them, "@bot" being the bot's name."""

from __future__ import annotations

import re

import pytest

from bot.messenger.part import asked_part

PARTS = [
    ("@bot who won", "who won", ""),
    ("who won, @bot", "who won", ""),
    ("hey @bot, who won?", "hey , who won?", ""),
    ("What a night! @bot who won best actress?", "who won best actress?", "@bot who won best actress?"),
    ("@bot who won best actress? I bet on Huppert.", "who won best actress?", "@bot who won best actress?"),
    ("So tired.\nwho won best actress @bot\nnobody knows", "who won best actress", "who won best actress @bot"),
    ("I forgot. @bot\nwho hosted in 2017?", "who hosted in 2017?", "who hosted in 2017?"),
    ("Who hosted in 2017? @bot", "Who hosted in 2017?", "Who hosted in 2017?"),
    ("did E.T. win @bot", "did E.T. win", ""),
    ("Loved it!! @bot did E.T. win a score? It should.", "did E.T. win a score?", "@bot did E.T. win a score?"),
    ("@bot", "", ""),
    ("nobody is named. Who won?", "nobody is named. Who won?", ""),
    ("@bot! @bot! who won", "who won", "who won"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "question", "quote"), PARTS)
def test_part(text: str, question: str, quote: str) -> None:
    """The sentence with the name, or where that is the name alone, the one beside it; all of a short message."""
    names = [match.span() for match in re.finditer("@bot", text)]
    assert asked_part(text, names) == (question, quote)


@pytest.mark.parametrize("text", [text for text, _, _ in PARTS])
def test_what_is_quoted_stands_in_the_message(text: str) -> None:
    """Telegram refuses a quote that is not in the message word for word."""
    names = [match.span() for match in re.finditer("@bot", text)]
    assert asked_part(text, names)[1] in text
