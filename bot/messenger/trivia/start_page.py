"""/trivia without words: a page of buttons to choose length, topic, level and mode. Nothing here talks to Telegram.

The choices are the rows of data/trivia/choices.csv. callback_data is "trivia:" and the words chosen in each
row, parted by "|": they stand on every button, so that the page works after a restart; "trivia:go:" before them starts
the game.
"""

from __future__ import annotations

from collections.abc import Iterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.tables import per_data, read_table, say

PREFIX = "trivia:"
# What stands beneath the final board, beneath an answer, where the bot cannot hear, and beneath /score reset.
AGAIN, REPORT, POLLS, RESET = f"{PREFIX}again", f"{PREFIX}report:", f"{PREFIX}polls:", f"{PREFIX}reset:"
_GO, _SEP = "go:", "|"
_USUAL = {"length": 1}  # the place of what is chosen at first, 0 in other rows
_ROW_BUTTONS = 3

Choice = tuple[str, ...]  # the words chosen in each row


@per_data
def _rows() -> dict[str, list[tuple[str, str]]]:
    """Return the (label, words) of each row of choices."""
    rows: dict[str, list[tuple[str, str]]] = {}
    for each in read_table("trivia/choices"):
        rows.setdefault(each["row"], []).append((each["label"], each["words"]))
    return rows


def usual_choice() -> Choice:
    """Return what is chosen before anybody has pressed anything."""
    return tuple(choices[_USUAL.get(row, 0)][1] for row, choices in _rows().items())


def choice_in(data: str) -> tuple[Choice, bool]:
    """Return what a press chooses, and whether the game is to start; what is no longer offered is the usual one."""
    rest = data.removeprefix(PREFIX)
    is_start = rest.startswith(_GO)
    words = rest.removeprefix(_GO).split(_SEP)
    rows = _rows()
    if len(words) != len(rows):
        return usual_choice(), False
    offered = zip(words, rows.values(), usual_choice(), strict=True)
    return tuple(word if any(word == words for _, words in row) else usual for word, row, usual in offered), is_start


def words_of(choice: Choice) -> str:
    """Return a choice as somebody would type it behind /trivia."""
    return " ".join(filter(None, choice))


def keyboard(choice: Choice) -> InlineKeyboardMarkup:
    """Return the buttons of a page, those that are chosen marked."""
    rows = [row for place in range(len(choice)) for row in _row(choice, place)]
    start = InlineKeyboardButton(say("trivia.start"), callback_data=_data(choice, is_start=True))
    return InlineKeyboardMarkup([*rows, [start]])


def _row(choice: Choice, place: int) -> Iterator[list[InlineKeyboardButton]]:
    """Yield the buttons of one choice, in rows that a phone shows whole."""
    buttons = [
        InlineKeyboardButton(
            say("trivia.chosen", label=label) if words == choice[place] else label,
            callback_data=_data((*choice[:place], words, *choice[place + 1 :])),
        )
        for label, words in list(_rows().values())[place]
    ]
    width = 2 if len(buttons) == 2 * 2 else _ROW_BUTTONS
    for start in range(0, len(buttons), width):
        yield buttons[start : start + width]


def _data(choice: Choice, *, is_start: bool = False) -> str:
    return PREFIX + (_GO if is_start else "") + _SEP.join(choice)
