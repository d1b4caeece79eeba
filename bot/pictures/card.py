"""Where everything on a card stands."""

from __future__ import annotations

from bot.pictures.fonts import line_height, width
from bot.pictures.model import Card, CardRow, Spoken
from bot.pictures.sheet import MARGIN, ROOM, SMALL, WIDTH, Sheet

LABEL_ROOM = 280  # the left column
_GUTTER = 28
_VALUE_X = MARGIN + LABEL_ROOM + _GUTTER
_VALUE_ROOM = WIDTH - MARGIN - _VALUE_X
_QUOTE_BAR = 10
_VALUE, _NOTE = 42, 34  # sizes of the winner's name and of what it was for
_BESIDE = 18  # between the two on one line


def lay_out_card(card: Card) -> Sheet:
    """Return the sheet of a card: head, rows, figure, quote, foot."""
    sheet = Sheet()
    sheet.open(card.kicker, card.title, card.subtitle)
    for row in card.rows:
        _row(sheet, row)
    if card.rows:
        sheet.rule()
    _figures(sheet, card)
    if card.quote:
        _quote(sheet, card.quote)
    sheet.close()
    return sheet


def _row(sheet: Sheet, row: CardRow) -> None:
    """Place the award on the left and its winner on the right, with what it was for beside or beneath the name."""
    sheet.rule()
    sheet.gap(12)
    top = sheet.y
    sheet.gap(7)
    sheet.paragraph(row.label, "semibold", (SMALL,), "accent", max_lines=3, room=LABEL_ROOM)
    bottom, sheet.y = sheet.y, top
    taken = width(row.value, "semibold", _VALUE) + _BESIDE
    if row.note and taken + width(row.note, "regular", _NOTE) <= _VALUE_ROOM:
        drop = round(0.9 * (_VALUE - _NOTE))  # both stand on one line of writing
        sheet.text(_VALUE_X + taken, sheet.y + drop, row.note, "regular", _NOTE, "muted")
        sheet.paragraph(row.value, "semibold", (_VALUE,), "ink", max_lines=1, x=_VALUE_X, room=_VALUE_ROOM)
    else:
        sheet.paragraph(row.value, "semibold", (_VALUE, 36), "ink", max_lines=3, x=_VALUE_X, room=_VALUE_ROOM)
        sheet.paragraph(row.note, "regular", (_NOTE, SMALL), "muted", max_lines=3, x=_VALUE_X, room=_VALUE_ROOM)
    sheet.y = max(sheet.y, bottom)
    sheet.gap(12)


def _figures(sheet: Sheet, card: Card) -> None:
    """Place the headline, and how much more there is: side by side where both fit."""
    if not card.headline and not card.more:
        return
    sheet.gap(16)
    size = 36
    room = ROOM - _BESIDE - width(card.headline, "semibold", size) - width(card.more, "regular", size)
    if card.headline and card.more and room >= 0:
        sheet.text(WIDTH - MARGIN - width(card.more, "regular", size), sheet.y, card.more, "regular", size, "muted")
        sheet.paragraph(card.headline, "semibold", (size,), "ink", max_lines=1)
        return
    sheet.paragraph(card.headline, "semibold", (size, SMALL), "ink", max_lines=2)
    sheet.paragraph(card.more, "regular", (size, SMALL), "muted", max_lines=2)


def _quote(sheet: Sheet, quote: Spoken) -> None:
    """Place the words beside a bar of colour, and beneath them who said them."""
    sheet.gap(30)
    top = sheet.y
    x, room = MARGIN + 3 * _QUOTE_BAR, ROOM - 3 * _QUOTE_BAR
    sheet.paragraph(f"“{quote.words}”", "italic", (46, 42, 40), "ink", max_lines=7, x=x, room=room)
    sheet.gap(line_height(8))
    sheet.paragraph(f"— {quote.by}", "regular", (34, SMALL), "muted", max_lines=2, x=x, room=room)
    sheet.block((MARGIN, top + 6, MARGIN + _QUOTE_BAR, sheet.y), "bar", radius=_QUOTE_BAR // 2)
