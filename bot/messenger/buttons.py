"""Options <-> inline keyboards. What a button asks stands on the button itself, so it works after a restart.

callback_data holds at most 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton): a question that
fits is written there; of a longer one only the place of its button, whose label is then asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.messenger.cuts import cut_text, sendable
from bot.model import Option

MAX_DATA_BYTES = 64
MAX_LABEL_UNITS = 60
MAX_BUTTONS = 24  # more cannot be taken in on a phone; Telegram itself allows 100
_ROW_CHARS = 32  # what a phone shows of one row without cutting labels
_ROW_BUTTONS = 3
_QUESTION, _PLACE = "q:", "o:"


def option_keyboard(options: Sequence[Option]) -> InlineKeyboardMarkup | None:
    """Return one button for each option, short ones side by side, or None when there is none."""
    buttons = [
        InlineKeyboardButton(label, callback_data=_data(place, option))
        for place, option in enumerate(options[:MAX_BUTTONS])
        if (label := cut_text(sendable(option.label) or sendable(option.question), MAX_LABEL_UNITS))
    ]
    return InlineKeyboardMarkup(list(_rows(buttons))) if buttons else None


def pressed_question(data: str | None, message: object) -> str | None:
    """Return what the pressed button asks, or None when neither its data nor its message can tell."""
    if data and data.startswith(_QUESTION):
        return data.removeprefix(_QUESTION)
    if data and data.startswith(_PLACE) and isinstance(message, Message) and message.reply_markup:
        buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
        return next((button.text for button in buttons if button.callback_data == data), None)
    return None


def _data(place: int, option: Option) -> str:
    data = _QUESTION + sendable(option.question)
    return data if len(data.encode()) <= MAX_DATA_BYTES else f"{_PLACE}{place}"


def _rows(buttons: list[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    """Yield rows that a phone shows whole, in the order of `buttons`."""
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and (len(row) == _ROW_BUTTONS or sum(len(each.text) for each in [*row, button]) > _ROW_CHARS):
            yield row
            row = []
        row.append(button)
    if row:
        yield row
