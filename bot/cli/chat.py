"""`awards-bot chat`: a conversation in the terminal, with the same replies as on Telegram."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import click

from bot.cli.opening import open_core
from bot.cli.page import page, terminal_width
from bot.model import Context, Reply

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import History

    from bot.answer import Core

PROMPT = "> "
_LEAVING = frozenset({"quit", "exit", "/quit", "/exit", ":q"})


@click.command()
@click.argument("question", nargs=-1)
def chat(question: tuple[str, ...]) -> None:
    """Talk with the bot; QUESTION, if given, is asked first. The end of input, "quit" or Ctrl-D ends it."""
    conversation = Conversation(open_core())
    if question:
        click.echo(f"{PROMPT}{' '.join(question)}")
        conversation.turn(" ".join(question))
    else:
        conversation.greet()
    for utterance in read_terminal() if is_terminal() else read_pipe():
        if utterance.lower() in _LEAVING or conversation.turn(utterance):
            break


@dataclass(slots=True)
class Conversation:
    """What was said so far, and who answers."""

    core: Core
    context: Context = field(default_factory=Context)
    rng: random.Random = field(default_factory=random.Random)

    def greet(self) -> None:
        """Print what the bot is for, with questions to begin with."""
        from bot.messenger.texts import read_texts
        from bot.paths import data_dir
        from bot.replies import load_replies

        texts = read_texts(load_replies(data_dir()))
        self._print(opening := texts.page(texts.start))
        self.context = Context(options=opening.options)

    def turn(self, utterance: str) -> bool:
        """Print the reply to `utterance`; return whether that was a goodbye."""
        answered = self.core.answer(utterance, self.context, date.today(), self.rng)
        self.context = answered.context
        self._print(answered.reply)
        return answered.reply.intent == "goodbye"

    def _print(self, reply: Reply) -> None:
        click.echo(page(reply, terminal_width(), steps=True) + "\n")


def is_terminal() -> bool:
    """Tell whether somebody sits at both ends, so that lines can be edited."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_pipe() -> Iterator[str]:
    """Yield the lines of the standard input that are not empty, each shown first as if it had been typed."""
    for line in sys.stdin.buffer:
        if utterance := line.decode(errors="replace").strip():
            click.echo(f"{PROMPT}{utterance}")
            yield utterance


def read_terminal() -> Iterator[str]:
    """Yield what is typed, until Ctrl-D, or Ctrl-C on an empty line; Ctrl-C drops what stands on the line."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.auto_suggest import AutoSuggestFromHistory

    session: PromptSession[str] = PromptSession(PROMPT, history=open_history(), auto_suggest=AutoSuggestFromHistory())
    while True:
        try:
            utterance = session.prompt().strip()
        except EOFError:
            return
        except KeyboardInterrupt:
            if not session.default_buffer.text:
                return
            continue
        if utterance:
            yield utterance


def open_history() -> History:
    """Return the questions of earlier conversations, from a file of the user's; for this one alone if there is none."""
    from platformdirs import user_state_path
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    folder = user_state_path("awards-bot", appauthor=False)
    path = folder / "history"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("ab"):
            return FileHistory(path)
    except OSError:
        return InMemoryHistory()
