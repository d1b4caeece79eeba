"""/settings of a group: its page with buttons, and what each press changes. Nothing here talks to Telegram.

callback_data is "set:" and the setting with its new value ("set:quotes=off"), or the name of a page ("set:dates").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.messenger.texts import Texts
from bot.state.chats import ChatSettings

PREFIX = "set:"
FIRST, DONE = "main", "done"
PAGES = ("dates", "quiet", "zone", "trivia", DONE)
_HOUR_MIN = 60
_QUIET_HOURS = {"none": None, "21-7": (21, 7), "22-8": (22, 8), "23-7": (23, 7), "0-9": (0, 9)}
_PAUSES_MIN = (0, 5, 15, 60)
_ROW_BUTTONS = 2
_Choices = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Makes pages of `texts`: the settings as they are, and the values that each may have."""

    texts: Texts

    def text(self, settings: ChatSettings) -> str:
        """Return what the settings are and mean."""
        shown = {
            "{dates}": self.texts.languages().get(settings.dates, settings.dates),
            "{quotes}": self.texts.on if settings.quotes else self.texts.off,
            "{quiet}": self._quiet_label(settings.quiet_from, settings.quiet_until, settings.timezone),
            "{trivia}": f"{self._starters(settings.trivia_admins)}, {self._pause_label(settings.trivia_pause_min)}",
        }
        text = self.texts.settings
        for word, value in shown.items():
            text = text.replace(word, value)
        return text

    def keyboard(self, settings: ChatSettings, page: str = FIRST) -> InlineKeyboardMarkup | None:
        """Return the buttons of a page, None for `DONE`."""
        if page == DONE:
            return None
        pages = {"dates": self._dates, "quiet": self._quiet, "zone": self._zones, "trivia": self._trivia}
        choices = pages[page]() if page in pages else self._first(settings)
        buttons = [InlineKeyboardButton(label, callback_data=PREFIX + value) for label, value in choices]
        rows = [buttons[start : start + _ROW_BUTTONS] for start in range(0, len(buttons), _ROW_BUTTONS)]
        last = (self.texts.settings_back, FIRST) if page in pages else (self.texts.settings_done, DONE)
        return InlineKeyboardMarkup([*rows, [InlineKeyboardButton(last[0], callback_data=PREFIX + last[1])]])

    def changed(self, settings: ChatSettings, choice: str) -> ChatSettings:
        """Return the settings after `choice` ("quotes=off"); the same for what is no choice, such as a page."""
        name, _, value = choice.partition("=")
        if name == "quotes" and value in ("on", "off"):
            return replace(settings, quotes=value == "on")
        if name == "dates" and value in self.texts.languages():
            return replace(settings, dates=value)
        if name == "quiet" and value in _QUIET_HOURS:
            start, end = _QUIET_HOURS[value] or (None, None)
            return replace(settings, quiet_from=_minutes(start), quiet_until=_minutes(end))
        if name == "zone" and value in self.texts.zones():
            return replace(settings, timezone=value)
        if name == "starters" and value in ("all", "admins"):
            return replace(settings, trivia_admins=value == "admins")
        if name == "pause" and value in map(str, _PAUSES_MIN):
            return replace(settings, trivia_pause_min=int(value))
        return settings

    def _first(self, settings: ChatSettings) -> _Choices:
        yield self.texts.settings_dates, "dates"
        yield (
            (self.texts.settings_quotes_off, "quotes=off")
            if settings.quotes
            else (self.texts.settings_quotes_on, "quotes=on")
        )
        yield self.texts.settings_quiet, "quiet"
        yield self.texts.settings_zone, "zone"
        yield self.texts.settings_trivia, "trivia"

    def _dates(self) -> _Choices:
        for language, label in self.texts.languages().items():
            yield label, f"dates={language}"

    def _quiet(self) -> _Choices:
        for value, hours in _QUIET_HOURS.items():
            start, end = hours or (None, None)
            yield self._quiet_label(_minutes(start), _minutes(end)), f"quiet={value}"

    def _zones(self) -> _Choices:
        for zone in self.texts.zones():
            yield city_of(zone), f"zone={zone}"

    def _trivia(self) -> _Choices:
        for value in ("all", "admins"):
            yield self._starters(value == "admins"), f"starters={value}"
        for minutes in _PAUSES_MIN:
            yield self._pause_label(minutes), f"pause={minutes}"

    def _starters(self, admins: bool) -> str:
        return self.texts.trivia_by_admins if admins else self.texts.trivia_by_all

    def _pause_label(self, minutes: int) -> str:
        return self.texts.trivia_pause.replace("{minutes}", str(minutes)) if minutes else self.texts.trivia_no_pause

    def _quiet_label(self, start: int | None, end: int | None, zone: str = "") -> str:
        if start is None or end is None:
            return self.texts.quiet_none
        label = self.texts.quiet_hours.replace("{from}", clock_of(start)).replace("{until}", clock_of(end))
        return f"{label} ({city_of(zone)})" if zone else label


def city_of(zone: str) -> str:
    """Return a time zone as people call it: "Los Angeles"."""
    return zone.rpartition("/")[2].replace("_", " ")


def _minutes(hour: int | None) -> int | None:
    return None if hour is None else hour * _HOUR_MIN


def clock_of(minutes: int) -> str:
    """Return a minute of the day as a clock shows it: "20:00"."""
    return f"{minutes // _HOUR_MIN}:{minutes % _HOUR_MIN:02}"
