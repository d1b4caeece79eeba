"""The READMEs say what the program does: their dialogues are asked, and nothing that users meet goes unnamed."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

import click
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from program import run_batch

from bot.answer import Core
from bot.build.layout import NOMINATION_COLUMNS, NOMINATIONS_FOLDER
from bot.cli import app
from bot.cli.page import page
from bot.dispatch import KINDS
from bot.errors import FailureKind
from bot.messenger.commands import COMMANDS
from bot.model import Context
from bot.paths import DATA_VARIABLE, STORE_VARIABLE
from bot.review import FILE_VARIABLE, KEEP_VARIABLE
from bot.tables import read_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DATA_README = ROOT / "data" / "README.md"
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
TODAY = date(2026, 11, 22)  # the day on which the README's dialogues were had
TELEGRAM_VARIABLES = ("TELEGRAM_BOT_TOKEN", "TELEGRAM_BOT_TOKEN_FILE", "TELEGRAM_API_URL")
SERVE_VARIABLES = ("STATE_URL_FILE", "WEBHOOK_URL", "WEBHOOK_LISTEN", "WEBHOOK_SECRET", "WEBHOOK_SECRET_FILE")
HOST_VARIABLES = ("LOG_FORMAT", "LOG_LEVEL", "METRICS_LISTEN")
VARIABLES = (
    *TELEGRAM_VARIABLES,
    *SERVE_VARIABLES,
    *HOST_VARIABLES,
    DATA_VARIABLE,
    STORE_VARIABLE,
    KEEP_VARIABLE,
    FILE_VARIABLE,
)


def fenced(language: str) -> list[str]:
    """Return the blocks of the README in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


DIALOGUES = [block for block in fenced("text") if block.startswith("> ")]


def turns(dialogue: str) -> Iterator[tuple[str, str]]:
    """Yield (question, reply) of a dialogue; line breaks and blanks count as one blank."""
    for turn in re.split(r"^> ", dialogue, flags=re.MULTILINE)[1:]:
        question, _, reply = turn.partition("\n")
        yield question, " ".join(reply.split())


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.splitlines()[0])
def test_the_bot_says_what_the_readme_says(core: Core, dialogue: str) -> None:
    """Each dialogue of the README is one conversation, and every reply in it is what the bot really says."""
    context = Context()
    for question, reply in turns(dialogue):
        answered = core.answer(question, context, TODAY)
        context = answered.context
        assert " ".join(click.unstyle(page(answered.reply)).split()) == reply, question


def test_the_readme_has_dialogues() -> None:
    """There is something to compare."""
    assert sum(len(list(turns(dialogue))) for dialogue in DIALOGUES) >= 6


@pytest.mark.usefixtures("one_core")
def test_the_json_of_the_readme_is_what_the_program_prints() -> None:
    """The example of the contract is a real one."""
    match = re.search(r"^echo '(.*)' \| awards-bot ask --batch -$", README, re.MULTILINE)
    assert match
    (shown,) = map(json.loads, fenced("json"))
    assert run_batch(match.group(1)) == [shown]


def named(word: str, text: str = README) -> bool:
    """Return whether `text` names `word` as code."""
    return re.search(rf"`{re.escape(word)}`", text) is not None


def test_every_verb_and_option_is_named() -> None:
    """The README shows how to call each verb, and names what it takes."""
    for name, verb in app.group.commands.items():
        assert re.search(rf"`awards-bot {name}\b", README), name
        options = [option for param in verb.params if isinstance(param, click.Option) for option in param.opts]
        assert [option for option in options if not re.search(rf"{option}\b", README)] == []


def test_every_chat_command_is_named() -> None:
    """What can be written in a chat is explained."""
    assert [command.name for command in COMMANDS if f"`/{command.name}" not in README] == []


def test_every_reason_and_kind_of_question_is_named() -> None:
    """Whatever stands in "failure" or "intent" of a reply is explained."""
    intents = {row["intent"] for row in read_table("intents")} | set(KINDS) | {"fact", "unknown", "more"}
    assert [kind.value for kind in FailureKind if not named(kind.value)] == []
    assert sorted(intent for intent in intents if not named(intent)) == []


def test_every_variable_and_module_is_named() -> None:
    """What can be set from outside is explained, and the module map is whole."""
    assert [name for name in VARIABLES if not named(name)] == []
    tops = [path for path in (ROOT / "bot").iterdir() if not path.name.startswith(("_", "py.", "."))]
    paths = [f"bot/{path.name}{'/' if path.is_dir() else ''}" for path in tops]
    assert sorted(path for path in paths if not named(path)) == []


def test_every_file_and_column_of_the_data_is_named() -> None:
    """The data dictionary is whole: each file, and each of its columns."""
    text = DATA_README.read_text(encoding="utf-8")
    tables = [path for path in sorted((ROOT / "data").rglob("*.csv")) if path.parent.name != NOMINATIONS_FOLDER]
    columns = {(NOMINATIONS_FOLDER, column) for column in NOMINATION_COLUMNS}
    for path in tables:
        with path.open(encoding="utf-8", newline="") as lines:
            columns |= {(path.name, column) for column in next(csv.reader(lines))}
    assert [path.name for path in tables if path.name not in text] == []
    assert sorted(f"{file}: {column}" for file, column in columns if not named(column, text)) == []


def test_the_lock_holds_every_requirement() -> None:
    """What pyproject.toml asks for is locked to a version that it allows, and no place to get it from is named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    wanted = [Requirement(line) for line in (*project["dependencies"], *extras)]
    locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCK, re.MULTILINE))
    assert [str(each) for each in wanted if not each.specifier.contains(locked.get(each.name, "0"))] == []
    assert "://" not in LOCK


def test_every_library_that_comes_along_is_listed_with_its_licence() -> None:
    """What installing the bot installs, on this system, stands in the list; what stands there is in the lock."""
    text = (ROOT / "bot" / "LICENSES.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\S+) \| (\S[^|]*) \| http", text, re.MULTILINE))
    names = {canonicalize_name(name) for name in listed}
    assert sorted(installed_with("awards-bot", ("postgresql",)) - names) == []
    assert sorted(names - set(re.findall(r"^([a-z0-9-]+)==", LOCK, re.MULTILINE)) - {"pip"}) == []
    assert not [name for name, licence in listed.items() if licence == "UNKNOWN"]


def installed_with(name: str, extras: Iterable[str] = ()) -> set[str]:
    """Return the names of all libraries that a distribution needs here, directly or through others."""
    found: set[str] = set()
    waiting = [(name, tuple(extras))]
    while waiting:
        each, chosen = waiting.pop()
        for requirement in map(Requirement, metadata.requires(each) or ()):
            marker, needed = requirement.marker, canonicalize_name(requirement.name)
            if needed not in found and (not marker or any(marker.evaluate({"extra": one}) for one in ("", *chosen))):
                found.add(needed)
                waiting.append((needed, tuple(requirement.extras)))
    return found
