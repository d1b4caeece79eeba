"""Pictures as PNG: the same value gives the same bytes."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageColor, ImageDraw

from bot.pictures.card import lay_out_card
from bot.pictures.chart import lay_out_chart
from bot.pictures.fonts import face
from bot.pictures.model import Card, Chart, Picture
from bot.pictures.palette import INKS, PAPER
from bot.pictures.sheet import WIDTH, Sheet, Text

_SHADES = 12  # between the paper and an ink, for smooth letters; with so few colours the file is a third as large
_COMPRESSION = 4  # of 9; more takes twice the time for a twentieth of the size


def draw(picture: Picture, dark: bool) -> bytes:
    """Return a picture as PNG, 1080 pixels wide."""
    return draw_card(picture, dark) if isinstance(picture, Card) else draw_chart(picture, dark)


def draw_card(card: Card, dark: bool) -> bytes:
    """Return a card as PNG, 1080 pixels wide."""
    return _paint(lay_out_card(card), dark)


def draw_chart(chart: Chart, dark: bool) -> bytes:
    """Return a chart as PNG, 1080 pixels wide."""
    return _paint(lay_out_chart(chart), dark)


def _paint(sheet: Sheet, dark: bool) -> bytes:
    inks = INKS[dark]
    image = Image.new("RGB", (WIDTH, sheet.y), PAPER[dark])
    pen = ImageDraw.Draw(image)
    for item in sheet.items:
        if isinstance(item, Text):
            x, y, *_ = item.box
            pen.text((x, y), item.text, inks[item.role], face(item.weight, item.size))
        elif item.radius:
            pen.rounded_rectangle(_inside(item.box), item.radius, inks[item.role])
        else:
            pen.rectangle(_inside(item.box), inks[item.role])
    file = io.BytesIO()
    image.quantize(palette=_palette(dark), dither=Image.Dither.NONE).save(file, "PNG", compress_level=_COMPRESSION)
    return file.getvalue()


@cache
def _palette(dark: bool) -> Image.Image:
    """Return an image that holds the only colours of a picture: the paper, and the way from it to each ink."""
    paper = ImageColor.getrgb(PAPER[dark])
    colours = list(paper)
    for ink in map(ImageColor.getrgb, INKS[dark].values()):
        for shade in range(1, _SHADES + 1):
            colours += [round(one + (other - one) * shade / _SHADES) for one, other in zip(paper, ink, strict=True)]
    holder = Image.new("P", (1, 1))
    holder.putpalette(colours)
    return holder


def _inside(box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return the box with its last pixels instead of those behind: so Pillow counts."""
    left, top, right, bottom = box
    return left, top, max(left, right - 1), max(top, bottom - 1)
