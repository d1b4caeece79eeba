"""Where everything on a chart stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.pictures.fonts import line_height, width
from bot.pictures.model import Bar, Chart
from bot.pictures.sheet import MARGIN, ROOM, SMALL, WIDTH, Role, Sheet

_NAME = 38
_BAR_HEIGHT = 26
_COLUMNS_HEIGHT = 560
_MAX_COLUMN = 120  # a few columns are no wider than this
_SIDE = 0.12  # of a column's room is left free on either side
_WIDE_SLOT = 60  # narrower columns tell no noughts
_FIGURES = (36, 34, SMALL, 28)


def lay_out_chart(chart: Chart) -> Sheet:
    """Return the sheet of a chart: head, legend, bars or columns, foot."""
    sheet = Sheet()
    sheet.open("", chart.title, chart.subtitle)
    if len(chart.legend) > 1:
        _legend(sheet, chart.legend)
    else:
        sheet.gap(10)
    if chart.kind == "ranked":
        _bars(sheet, chart.bars)
    else:
        _columns(sheet, chart.bars)
    sheet.paragraph(chart.more, "regular", (36, SMALL), "muted", max_lines=2)
    sheet.close()
    return sheet


def _legend(sheet: Sheet, names: Sequence[str]) -> None:
    """Place a square of each colour with its name, side by side."""
    x, roles = MARGIN, ("bar", "rest")
    for name, role in zip(names, roles, strict=True):
        sheet.block((x, sheet.y + 8, x + 28, sheet.y + 36), _role(role), radius=4)
        sheet.text(x + 42, sheet.y, name, "regular", 36, "ink")
        x += 42 + width(name, "regular", 36) + 48
    sheet.gap(line_height(36) + 22)


def _role(name: str) -> Role:
    return "bar" if name == "bar" else "rest"


# -- bars beneath each other -----------------------------------------------------------------------------


def _bars(sheet: Sheet, bars: Sequence[Bar]) -> None:
    """Place each name with its figure, and its bar beneath."""
    longest = max(bar.length for bar in bars) or 1
    for bar in bars:
        sheet.row(bar.label, bar.told, _NAME)
        sheet.gap(2)
        for length, role in ((bar.length if bar.total is not None else 0, "rest"), (bar.value, "bar")):
            if length:
                box = (MARGIN, sheet.y, MARGIN + max(4, round(ROOM * length / longest)), sheet.y + _BAR_HEIGHT)
                sheet.block(box, _role(role), radius=5)
        if not bar.length:
            sheet.block((MARGIN, sheet.y, MARGIN + 4, sheet.y + _BAR_HEIGHT), "rule")
        sheet.gap(_BAR_HEIGHT + 16)


# -- columns beside each other ---------------------------------------------------------------------------


def _columns(sheet: Sheet, bars: Sequence[Bar]) -> None:
    """Place the columns on a common ground, their figures above and their names below."""
    slot = min(_MAX_COLUMN * 1.5, ROOM / len(bars))
    left = MARGIN + (ROOM - slot * len(bars)) / 2
    figure = _figure_size(bars, slot)
    head = (1 if bars[0].total is None else 2) * line_height(figure or SMALL)
    ground = sheet.y + head + _COLUMNS_HEIGHT
    tallest = max(bar.length for bar in bars) or 1
    for place, bar in enumerate(bars):
        x = left + slot * place
        top = ground - round(_COLUMNS_HEIGHT * bar.length / tallest)
        _column(
            sheet, bar, (round(x + slot * 0.12), top, max(round(x + slot * 0.88), round(x + slot * 0.12) + 3), ground)
        )
        if figure and (bar.length or slot >= _WIDE_SLOT):
            _figures(sheet, bar, x + slot / 2, top, figure)
    if not figure:
        _peak(sheet, bars, left, slot, sheet.y)
    sheet.block((MARGIN, ground, WIDTH - MARGIN, ground + 3), "muted")
    sheet.y = ground + 12
    _names(sheet, [bar.label for bar in bars], left, slot)
    sheet.gap(12)


def _column(sheet: Sheet, bar: Bar, box: tuple[int, int, int, int]) -> None:
    x0, top, x1, ground = box
    if bar.total is not None and bar.length:
        sheet.block((x0, top, x1, ground), "rest")
    if bar.value:
        part = round((ground - top) * bar.value / bar.length)
        sheet.block((x0, ground - part, x1, ground), "bar")


def _figures(sheet: Sheet, bar: Bar, middle: float, top: int, size: int) -> None:
    """Place the whole above the column and, in the colour of its part, the part above that."""
    lines: list[tuple[str, Role]] = [(f"{bar.length:,g}", "ink")]
    if bar.total is not None and bar.value:
        lines.append((f"{bar.value:,g}", "accent"))
    for number, (text, role) in enumerate(lines, 1):
        x = round(middle - width(text, "semibold", size) / 2)
        sheet.text(x, top - number * line_height(size), text, "semibold", size, role)


def _peak(sheet: Sheet, bars: Sequence[Bar], left: float, slot: float, y: int) -> None:
    """Place the figure of the tallest column alone, where there is no room for all."""
    place = max(range(len(bars)), key=lambda place: bars[place].length)
    text = f"{bars[place].length:,g}"
    wide = width(text, "semibold", SMALL)
    x = round(left + slot * (place + 0.5) - wide / 2)
    y += line_height(SMALL) * (0 if bars[place].total is None else 1)
    sheet.text(min(max(x, MARGIN), WIDTH - MARGIN - wide), y, text, "semibold", SMALL, "ink")


def _figure_size(bars: Sequence[Bar], slot: float) -> int:
    """Return the largest size in which all figures fit over their columns, 0 where none does."""
    widest = max((f"{bar.length:,g}" for bar in bars), key=len)
    return next((size for size in _FIGURES if width(widest, "semibold", size) <= slot - 4), 0)


def _names(sheet: Sheet, names: Sequence[str], left: float, slot: float) -> None:
    """Place the names under their columns: all of them where they fit, else every second, fifth, tenth, ..."""
    size = next((size for size in (34, SMALL, 30, 28) if _widest(names, size) <= slot - 6), 0)
    step = 1 if size else next((step for step in (2, 5, 10, 20) if _widest(names, 30) <= slot * step - 12), 50)
    size = size or 30
    shown = [place for place, name in enumerate(names) if step == 1 or (name.isdigit() and int(name) % step == 0)]
    for place in shown or [0]:
        wide = width(names[place], "regular", size)
        x = round(left + slot * (place + 0.5) - wide / 2)
        sheet.text(min(max(x, 8), WIDTH - wide - 8), sheet.y, names[place], "regular", size, "muted")
    sheet.gap(line_height(size))


def _widest(names: Sequence[str], size: int) -> int:
    return max(width(name, "regular", size) for name in names)
