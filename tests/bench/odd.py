"""Odd inputs, each as long as a message can be: kinds of text on which something may take too long."""

from __future__ import annotations

CHARS = 4_096  # as long as a message on Telegram can be

_TEXTS = {
    "one letter": "a",
    "blanks": " ",
    "years": "2017 1994 the 90s ",
    "ordinals": "89th first 1st ",
    "names": "emma stone ",
    "one long word": "stonegoslingchazelle",
    "slips of names": "emna stoen ryam goslign ",
    "titles of one word": "it her up us room ",
    "a question": "who won best actress at the 2017 globes and ",
    "cue words": "who did win most first not both or all how many ",
    "awards": "oscars globes bafta sag critics choice ",
    "categories": "best supporting actor original score adapted screenplay ",
    "open quotation marks": "“'\"",
    "quoted words": '"here is to the fools who dream" ',
    "apostrophes": "o'x's",
    "dots": "e.t. ",
    "hyphens": "a-b-",
    "brackets": "([{",
    "accents": "éàüñ ",
    "combining marks": "a\u0301\u0327",
    "emoji": "🏆👩‍🎤 ",
    "another script": "кто победил ",
    "no blanks": "誰が受賞した",
    "digits": "1 22 333 4444 ",
    "digits in one": "7",
    "lines": "\n",
    "unprintable": "\x00\x01\x7f",
}

ODD = {name: (text * CHARS)[:CHARS] for name, text in _TEXTS.items()}
"""The kinds of input by their names."""
