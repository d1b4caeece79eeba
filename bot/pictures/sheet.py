"""A sheet: everything that a picture shows, placed and measured but not yet painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.pictures.fonts import Weight, line_height, width
from bot.pictures.wrap import cut, fit

WIDTH = 1080  # three times the 360 pixels of a phone
MARGIN = 60
ROOM = WIDTH - 2 * MARGIN
SMALL = 32  # the smallest letters, some 11 pixels on a phone
PROGRAM = "awards-bot"
_STRIP = 14
_RULE = 2
_TITLE_SIZES = (84, 76, 68, 60, 52, 44)

Role = Literal["ink", "muted", "accent", "bar", "rest", "rule"]  # what a colour is for; see `palette`
Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text whose letters stand in `box`."""

    box: Box
    text: str
    weight: Weight
    size: int
    role: Role


@dataclass(frozen=True, slots=True)
class Block:
    """A filled rectangle, its corners rounded by `radius` pixels."""

    box: Box
    role: Role
    radius: int = 0


@dataclass(slots=True)
class Sheet:
    """What is placed so far; `y` is where the next thing begins, in the end the height."""

    items: list[Text | Block] = field(default_factory=list)
    y: int = 0

    def open(self, kicker: str, title: str, subtitle: str) -> None:
        """Begin with the strip of colour, the small line, the title and what stands beneath it."""
        self.block((0, 0, WIDTH, _STRIP), "accent")
        self.y = _STRIP + 42
        self.paragraph(kicker, "semibold", (38, SMALL), "accent", max_lines=1)
        self.paragraph(title, "bold", _TITLE_SIZES, "ink", max_lines=3)
        self.gap(10)
        self.paragraph(subtitle, "regular", (38, 36, SMALL), "muted", max_lines=3)
        self.gap(22)

    def close(self) -> None:
        """End with the name of the bot."""
        self.gap(18)
        self.text(WIDTH - MARGIN - width(PROGRAM, "semibold", SMALL), self.y, PROGRAM, "semibold", SMALL, "muted")
        self.gap(line_height(SMALL) + 30)

    def gap(self, pixels: int) -> None:
        """Leave some room."""
        self.y += pixels

    def text(self, x: int, y: int, text: str, weight: Weight, size: int, role: Role) -> None:
        """Place one line with its left upper corner at (x, y)."""
        box = (x, y, x + width(text, weight, size), y + line_height(size))
        self.items.append(Text(box, text, weight, size, role))

    def block(self, box: Box, role: Role, radius: int = 0) -> None:
        """Place a rectangle."""
        self.items.append(Block(box, role, radius))

    def rule(self) -> None:
        """Place a thin line across."""
        self.block((MARGIN, self.y, WIDTH - MARGIN, self.y + _RULE), "rule")
        self.gap(_RULE)

    def paragraph(
        self,
        text: str,
        weight: Weight,
        sizes: Sequence[int],
        role: Role,
        *,
        max_lines: int,
        x: int = MARGIN,
        room: int = ROOM,
    ) -> None:
        """Place lines beneath each other, in the largest size that fits; nothing for an empty text."""
        if not text:
            return
        size, lines = fit(text, weight, sizes, room, max_lines)
        for line in lines:
            self.text(x, self.y, line, weight, size, role)
            self.gap(line_height(size))

    def row(self, left: str, right: str, size: int) -> None:
        """Place a name and its figure on one line: the name is cut where both do not fit."""
        figure = width(right, "semibold", size)
        self.text(WIDTH - MARGIN - figure, self.y, right, "semibold", size, "ink")
        name = cut(left, "regular", size, ROOM - figure - 24)
        self.text(MARGIN, self.y, name, "regular", size, "ink")
        self.gap(line_height(size))
