"""Colours for light and dark; letters stand out from the paper by 4.5 to 1 and more."""

from __future__ import annotations

from bot.pictures.sheet import Role

PAPER = {False: "#FBF8F1", True: "#17171C"}  # dark or not
INKS: dict[bool, dict[Role, str]] = {
    False: {
        "ink": "#1C1B1F",
        "muted": "#5B564D",
        "accent": "#8A5A00",
        "bar": "#B57A0B",
        "rest": "#A79F90",
        "rule": "#DDD6C7",
    },
    True: {
        "ink": "#F5F1E8",
        "muted": "#B9B2A4",
        "accent": "#EDBB4D",
        "bar": "#E2A93B",
        "rest": "#77726A",
        "rule": "#383740",
    },
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#RRGGBB) as WCAG 2 defines it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
