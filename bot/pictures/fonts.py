"""The typeface: Source Sans Pro, which comes as a package of its own and covers the names of all our data."""

from __future__ import annotations

import importlib.resources
from functools import cache
from typing import Literal

from PIL import ImageFont

Weight = Literal["regular", "semibold", "bold", "italic"]
FILES: dict[Weight, str] = {
    "regular": "SourceSansPro-Regular.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
    "italic": "SourceSansPro-It.ttf",
}
LINE = 1.2  # height of a line in sizes of its letters
_PACKAGE = "font_source_sans_pro"
_NO_CHARACTER = "\uffff"  # never in a font: what is drawn for it is drawn for every letter that is lacking


@cache
def face(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    """Return the font of a weight with letters of `size` pixels.

    The basic layout gives the same picture on every machine: a better one depends on what is installed there.
    """
    file = importlib.resources.files(_PACKAGE) / "files" / FILES[weight]
    with importlib.resources.as_file(file) as path:
        return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def width(text: str, weight: Weight, size: int) -> int:
    """Return how wide a line is, in whole pixels."""
    return int(face(weight, size).getlength(text) + 0.999)


def line_height(size: int) -> int:
    """Return the height that a line takes, in pixels."""
    return round(size * LINE)


def missing(text: str, weight: Weight) -> str:
    """Return the characters of `text` that the font lacks."""
    font = face(weight, 24)
    empty = bytes(font.getmask(_NO_CHARACTER))
    return "".join(char for char in dict.fromkeys(text) if not char.isspace() and bytes(font.getmask(char)) == empty)
