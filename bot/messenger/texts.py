"""The Telegram layer's own sentences: the rows of data/replies.csv whose key starts with "tg."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from bot.errors import DataError, DataProblem
from bot.messenger.commands import COMMANDS, Place, menu_of
from bot.model import Option, Reply
from bot.replies import REPLIES_FILE


@dataclass(frozen=True, slots=True)
class Texts:
    """Each field is the text of the key "tg.<field>", with "_" in place of the key's "-".

    `examples` holds questions parted by "|", `date_languages` pairs of a language and its way to write a date
    ("de=14. März 2027"), `time_zones` IANA names. Words in braces are filled in, see where each is used.
    """

    start: str
    help_private: str
    help_group: str
    help_hears: str
    help_deaf: str
    help_admin: str
    help_trivia: str
    examples: str
    ask_usage: str
    ask_by_name: str
    error: str
    stale: str
    too_much: str
    greeting: str
    now_hears: str
    report_thanks: str
    report_off: str
    report_usage: str
    privacy: str
    privacy_review: str
    privacy_no_review: str
    forget_ask: str
    forget_yes: str
    forget_no: str
    forget_done: str
    forget_kept: str
    not_yours: str
    settings: str
    settings_elsewhere: str
    settings_admins: str
    settings_saved: str
    settings_dates: str
    settings_quotes_on: str
    settings_quotes_off: str
    settings_quiet: str
    settings_zone: str
    settings_trivia: str
    trivia_by_all: str
    trivia_by_admins: str
    trivia_pause: str
    trivia_no_pause: str
    settings_back: str
    settings_done: str
    on: str
    off: str
    quiet_none: str
    quiet_hours: str
    date_languages: str
    time_zones: str
    description: str
    short_description: str
    add_to_group: str
    try_elsewhere: str
    ask_me: str
    inline_button: str
    link_gone: str
    picture: str
    picture_dark: str
    picture_light: str
    picture_failed: str
    commands: Mapping[str, CommandTexts] = field(default_factory=dict)

    def page(self, text: str) -> Reply:
        """Return a page of the bot's own, with the example questions as buttons."""
        questions = [question.strip() for question in self.examples.split("|")]
        return Reply("answered", "help", text, options=tuple(Option(question, question) for question in questions))

    def notice(self, text: str) -> Reply:
        """Return one plain sentence, without buttons."""
        return Reply("answered", "notice", text)

    def menu(self, place: Place) -> list[tuple[str, str]]:
        """Return (command, description) for Telegram's menu of commands in a place."""
        return [(name, self.commands[name].menu) for name in menu_of(place)]

    def command_list(self, place: Place) -> str:
        """Return the commands of a place for a page of text, one on a line."""
        return "\n".join(f"/{name} – {told}" for name, told in self.menu(place))

    def question(self, command: str, words: str) -> str:
        """Return what a command asks the core, with or without words; "" where it needs some."""
        texts = self.commands[command]
        return texts.about.replace("{words}", words) if words else texts.alone

    def usage(self, command: str, bot_name: str) -> str:
        """Return how to use a command that came without the words it needs; "" for the bot's name alone."""
        if not command:
            return self.ask_by_name.replace("{bot}", bot_name)
        texts = self.commands.get(command)
        return texts.usage if texts and texts.usage else self.ask_usage

    def languages(self) -> dict[str, str]:
        """Return how a date looks in each language that dates can be written in."""
        pairs = (each.partition("=") for each in self.date_languages.split("|"))
        return {language.strip(): date.strip() for language, _, date in pairs}

    def zones(self) -> list[str]:
        """Return the time zones that can be chosen."""
        return [zone.strip() for zone in self.time_zones.split("|")]


@dataclass(frozen=True, slots=True)
class CommandTexts:
    """What a command is called in the menu, what it asks about "{words}", alone, or says when it needs words."""

    menu: str
    about: str = ""
    alone: str = ""
    usage: str = ""


def read_texts(replies: Mapping[str, str]) -> Texts:
    """Return the texts among `replies`.

    Raises:
        DataError: with a problem for every key that has no row.
    """
    keys = {each.name: "tg." + each.name.replace("_", "-") for each in fields(Texts) if each.name != "commands"}
    lacking = [key for key in (*keys.values(), *_command_keys(replies)) if not replies.get(key)]
    if lacking:
        raise DataError([DataProblem(REPLIES_FILE, 1, f"no row with the key {key}; add one") for key in lacking])
    commands = {command.name: _command_texts(replies, command.name) for command in COMMANDS}
    return Texts(**{name: replies[key] for name, key in keys.items()}, commands=commands)


def _command_keys(replies: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys that commands need; one that asks needs a question without words, or else how to use it."""
    for command in COMMANDS:
        yield f"tg.menu-{command.name}"
        if command.asks:
            yield f"tg.about-{command.name}"
            alone = f"tg.alone-{command.name}"
            yield alone if alone in replies else f"tg.usage-{command.name}"


def _command_texts(replies: Mapping[str, str], name: str) -> CommandTexts:
    return CommandTexts(*(replies.get(f"tg.{kind}-{name}", "") for kind in ("menu", "about", "alone", "usage")))
