"""The Telegram layer's own sentences: the rows of data/replies.csv whose key starts with "tg."."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from bot.errors import DataError, DataProblem
from bot.model import Option, Reply
from bot.replies import REPLIES_FILE

COMMANDS = ("ask", "quote", "report", "help", "start")  # in the order of Telegram's command menu


@dataclass(frozen=True, slots=True)
class Texts:
    """Each field is the text of the key "tg.<field>", with "_" in place of the key's "-".

    `examples` holds questions parted by "|"; "{words}" in `quote_about` stands for what follows /quote.
    """

    start: str
    help_private: str
    help_group: str
    examples: str
    ask_usage: str
    error: str
    stale: str
    quote_random: str
    quote_about: str
    menu_start: str
    menu_help: str
    menu_ask: str
    menu_quote: str
    report_thanks: str
    report_off: str
    report_usage: str
    menu_report: str

    def page(self, text: str) -> Reply:
        """Return a page of the bot's own, with the example questions as buttons."""
        questions = [question.strip() for question in self.examples.split("|")]
        return Reply("answered", "help", text, options=tuple(Option(question, question) for question in questions))

    def notice(self, text: str) -> Reply:
        """Return one plain sentence, without buttons."""
        return Reply("answered", "notice", text)

    def menu(self) -> list[tuple[str, str]]:
        """Return (command, description) for Telegram's command menu."""
        return [(command, getattr(self, f"menu_{command}")) for command in COMMANDS]


def read_texts(replies: Mapping[str, str]) -> Texts:
    """Return the texts among `replies`.

    Raises:
        DataError: with a problem for every key that has no row.
    """
    keys = {field.name: "tg." + field.name.replace("_", "-") for field in fields(Texts)}
    lacking = [key for key in keys.values() if not replies.get(key)]
    if lacking:
        raise DataError([DataProblem(REPLIES_FILE, 1, f"no row with the key {key}; add one") for key in lacking])
    return Texts(**{name: replies[key] for name, key in keys.items()})
