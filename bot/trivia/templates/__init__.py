"""The kinds of question, a module for each family of them; `ALL` holds every one by its name."""

from __future__ import annotations

from bot.trivia.templates.base import Template
from bot.trivia.templates.hosts import HOSTS
from bot.trivia.templates.lines import LINES
from bot.trivia.templates.nights import NIGHTS
from bot.trivia.templates.numbers import NUMBERS
from bot.trivia.templates.odd import ODD
from bot.trivia.templates.parts import PARTS
from bot.trivia.templates.rivals import RIVALS
from bot.trivia.templates.songs import SONGS
from bot.trivia.templates.winners import WINNERS
from bot.trivia.templates.years import YEARS

ALL: dict[str, Template] = {
    template.name: template
    for template in (*WINNERS, *RIVALS, *YEARS, *HOSTS, *NIGHTS, *NUMBERS, *SONGS, *PARTS, *ODD, *LINES)
}
