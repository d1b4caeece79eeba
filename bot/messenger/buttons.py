"""Options and steps <-> inline keyboards. What a button asks stands on the button itself, so it works after a restart.

callback_data holds at most 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton): a code of the core's,
which begins with "#", stands there as it is; so does a question that fits, behind "q:"; of a longer one only the
place of its button, whose label is then asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.messenger.cuts import cut_text, sendable
from bot.messenger.markup import lines_shown
from bot.model import Option, OptionKind, Reply

MAX_DATA_BYTES = 64
MAX_LABEL_UNITS = 60
MAX_SHARED_UNITS = 256  # of an inline query
MAX_BUTTONS = 24  # more cannot be taken in on a phone; Telegram itself allows 100
_ROW_CHARS = 38  # what a phone shows of one row, whose buttons are equally wide, without cutting labels
_ROW_BUTTONS = 3
_CODE, _QUESTION, _PLACE = "#", "q:", "o:"
_OFFSET = re.compile(r"(?<=^#more )\d+")
# What belongs side by side, from the top.
_GROUPS: tuple[frozenset[OptionKind], ...] = (
    frozenset({"ask"}),
    frozenset({"reading", "nominees", "winner", "speech", "again"}),
    frozenset({"previous", "next"}),
    frozenset({"name", "ceremony"}),
    frozenset({"more", "back"}),
    frozenset({"source", "share"}),
)


def reply_keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """Return the buttons under `reply`: its options, then its steps; None when it has neither."""
    return option_keyboard((*reply.options, *_fitting_steps(reply)))


def option_keyboard(options: Sequence[Option]) -> InlineKeyboardMarkup | None:
    """Return one button for each option, short ones of a kind side by side, or None when there is none."""
    placed = list(enumerate(options[:MAX_BUTTONS]))
    rows = []
    for kinds in _GROUPS:
        buttons = (_button(place, option) for place, option in placed if option.kind in kinds)
        rows += list(_rows(filter(None, buttons)))
    return InlineKeyboardMarkup(rows) if rows else None


def pressed_question(data: str | None, message: object) -> str | None:
    """Return what the pressed button asks, or None when neither its data nor its message can tell."""
    if data and data.startswith(_CODE) and len(data) > 1:
        return data
    if data and data.startswith(_QUESTION):
        return data.removeprefix(_QUESTION)
    if data and data.startswith(_PLACE) and isinstance(message, Message) and message.reply_markup:
        buttons = (button for row in message.reply_markup.inline_keyboard for button in row)
        return next((button.text for button in buttons if button.callback_data == data), None)
    return None


def shared_question(message: Message) -> str:
    """Return the question on a message's share button, which leads to its answer again; "" where it has none."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.switch_inline_query for row in rows for button in row if button.switch_inline_query), "")


def stands_alone(option: Option) -> bool:
    """Return whether a button carries its whole question: under a message that the bot cannot see it has to."""
    return not _data(0, option).startswith(_PLACE)


def _fitting_steps(reply: Reply) -> Iterator[Option]:
    """Yield the steps; "more" only where the message does not hold all lines, and from the first that it lacks."""
    shown = lines_shown(reply)
    for step in reply.steps:
        if step.kind != "more" or not shown:
            yield step
        elif shown < len(reply.lines) + len(reply.more):
            yield Option(
                step.label, _OFFSET.sub(lambda match: str(_begin(reply, match) + shown), step.question), "more"
            )


def _begin(reply: Reply, match: re.Match[str]) -> int:
    """Return the number of the reply's first line in the whole list: the core's offset is that behind its last."""
    return int(match.group()) - len(reply.lines)


def _button(place: int, option: Option) -> InlineKeyboardButton | None:
    """Return the button of an option, None where it has neither label nor question."""
    label = cut_text(sendable(option.label) or sendable(option.question), MAX_LABEL_UNITS)
    if not label:
        return None
    if option.kind == "share":
        return InlineKeyboardButton(label, switch_inline_query=cut_text(sendable(option.question), MAX_SHARED_UNITS))
    return InlineKeyboardButton(label, callback_data=_data(place, option))


def _data(place: int, option: Option) -> str:
    data = sendable(option.question)
    data = data if data.startswith(_CODE) else _QUESTION + data
    return data if len(data.encode()) <= MAX_DATA_BYTES else f"{_PLACE}{place}"


def _rows(buttons: Iterable[InlineKeyboardButton]) -> Iterator[list[InlineKeyboardButton]]:
    """Yield rows that a phone shows whole, in the order of `buttons`."""
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        if row and (len(row) == _ROW_BUTTONS or _width([*row, button]) > _ROW_CHARS):
            yield row
            row = []
        row.append(button)
    if row:
        yield row


def _width(row: Sequence[InlineKeyboardButton]) -> int:
    """Return the characters that a row takes when its longest label has room."""
    return len(row) * max(len(button.text) for button in row)
