"""The command line: what each verb prints, what it says about mistakes, and with which status it ends.

Batches have a file of their own, test_batch.py.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import click
import pytest
from program import GLOBES_2017, KEYS, run, run_process
from tiny_data import write_tiny_data

from bot.answer import Core
from bot.cli import app, trace
from bot.cli.page import page
from bot.model import Context, Option, Quote, Reply, Stage
from bot.paths import data_dir

pytestmark = pytest.mark.usefixtures("one_core")


# --- ask


def test_no_verb_shows_the_help() -> None:
    """`awards-bot` alone lists its verbs."""
    result = run()
    assert result.exit_code == 0
    assert all(verb in result.stdout for verb in app.group.commands)


@pytest.mark.parametrize("verb", sorted(app.group.commands))
def test_every_verb_has_help(verb: str) -> None:
    """A verb says what it does, and every option what it is for."""
    result = run(verb, "--help")
    assert result.exit_code == 0
    assert (app.group.commands[verb].help or "").strip()
    assert all(param.help for param in app.group.commands[verb].params if isinstance(param, click.Option))


def test_ask_answers_in_plain_text() -> None:
    """The words of a question need no quotation marks, and the reply names ceremony and year."""
    result = run("ask", *GLOBES_2017.split())
    assert "Emma Stone" in result.stdout
    assert "2017" in result.stdout
    assert "\x1b" not in result.stdout


def test_ask_draws_a_picture(tmp_path: Path) -> None:
    """A card or a chart goes into the file that was named, beside the answer in words; dark is another picture."""
    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    assert "Moonlight" in run("ask", "--picture", str(light), "oscars 2017").stdout
    run("ask", "--picture", str(dark), "--dark", "oscars 2017")
    assert light.read_bytes().startswith(b"\x89PNG")
    assert dark.read_bytes() not in (b"", light.read_bytes())
    assert run("ask", "--picture", str(dark), "chart most oscar wins by film").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--picture", "FILE", "who hosted the 2017 globes"), "nothing to draw in this answer"),
        (("--dark", "oscars 2017"), "--dark goes with --picture"),
        (("--picture", "FILE", "--batch", "-"), "--picture goes with one question"),
        (("--picture", "FILE/x.png", "oscars 2017"), "No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_said(tmp_path: Path, arguments: tuple[str, ...], reason: str) -> None:
    """One line that says why, and no file."""
    path = tmp_path / "none.png"
    result = run("ask", *(argument.replace("FILE", str(path)) for argument in arguments))
    assert result.exit_code == 2
    assert reason in result.stderr
    assert not path.exists()


def test_ask_json_has_the_shape_of_the_contract() -> None:
    """One object with the agreed keys in the agreed order; a typed question has no id."""
    values = json.loads(run("ask", "--json", GLOBES_2017).stdout)
    assert list(values) == KEYS
    assert values["id"] is None
    assert values["status"] == "answered"
    assert {"Emma Stone", "Isabelle Huppert"} <= set(values["answers"])
    assert values["failure"] is None


def test_today_sets_what_latest_means() -> None:
    """--today is the day from which a question is seen."""
    answers = [
        json.loads(run("ask", "--json", "--today", day, "who hosted the latest golden globes").stdout)["answers"]
        for day in ("2017-06-01", "2018-06-01")
    ]
    assert answers == [["Jimmy Fallon"], ["Seth Meyers"]]


# --- pages and conversations

REPLY = Reply(
    "answered",
    "find",
    "Emma Stone won, and Emma Stone again.",
    bold=("Emma Stone", "Stone"),
    quote=Quote("“Bit by bit.”", "Emma Stone", "Golden Globes 2017", "a paper"),
    options=(Option("Others", "who else was nominated"), Option("Film", "which film")),
)


def test_page_shows_quote_and_numbered_choices() -> None:
    """The quote stands beneath with its speaker, and every choice has the number that picks it."""
    assert page(Reply("answered", "x", REPLY.text, quote=REPLY.quote, options=REPLY.options)).splitlines() == [
        "Emma Stone won, and Emma Stone again.",
        "    “Bit by bit.”",
        "    — Emma Stone, Golden Globes 2017",
        "  1) Others",
        "  2) Film",
    ]


def test_page_without_numbers_shows_what_to_ask() -> None:
    """Where no number can be typed, the questions themselves are shown."""
    assert "? who else was nominated" in page(REPLY, numbered=False)


def test_page_sets_the_first_of_each_bold_string_in_bold() -> None:
    """Bold marks whole words once; of two strings that overlap the longer one, the other where it stands alone."""
    assert page(REPLY).splitlines()[0] == "\x1b[1mEmma Stone\x1b[0m won, and Emma \x1b[1mStone\x1b[0m again."


def test_page_is_no_wider_than_asked() -> None:
    """Long lines are broken between words."""
    assert all(len(line) <= 30 for line in page(Reply("answered", "x", "some words " * 20), width=30).splitlines())


def test_chat_answers_its_first_question_and_goes_on() -> None:
    """The conversation is remembered from line to line, empty lines are passed over, and "quit" ends it."""
    result = run("chat", GLOBES_2017, stdin="and in 2018?\n\n quit \nwho hosted the 2017 globes\n")
    assert result.exit_code == 0
    places = [result.stdout.index(words) for words in ("Emma Stone", "> and in 2018?", "Saoirse Ronan")]
    assert places == sorted(places)
    assert "Jimmy Fallon" not in result.stdout


def test_chat_greets_with_questions_that_can_be_picked() -> None:
    """Without a first question there are some to choose from by number."""
    result = run("chat", stdin="1\n")
    assert f"1) {GLOBES_2017}" in result.stdout
    assert "Emma Stone" in result.stdout.partition("> 1")[2]


@pytest.mark.parametrize("stdin", ["", "quit", "EXIT\n", b"\xff\xfe\n", "good night\n"])
def test_chat_ends_well(stdin: str | bytes) -> None:
    """The end of input, a word for leaving, and bytes that are no text end without a complaint."""
    assert run("chat", "hello", stdin=stdin).exit_code == 0


def test_trace_fits_a_hundred_columns(core: Core) -> None:
    """Every stage has a line with its time, columns aligned; long results go on beneath themselves."""
    result = run("trace", "--today", "2026-01-01", *GLOBES_2017.split())
    stages = [stage.name for stage in core.answer(GLOBES_2017, Context(), date(2026, 1, 1)).trace]
    lines = result.stdout.partition("\n\n")[0].splitlines()
    assert [line.split()[0] for line in lines if " ms " in line[:30]] == [*stages, "total"]
    assert len({line.index(" ms ") for line in lines if " ms " in line[:30]}) == 1
    assert all(len(line) <= 100 for line in result.stdout.splitlines())
    assert "Emma Stone" in result.stdout


def test_a_stage_without_a_result_keeps_its_line() -> None:
    """An empty result shows as a dash, and one of many words is broken."""
    lines = trace.stage_lines((Stage("words", "", 0.5), Stage("answer", "word " * 40, 1_234.5)))
    assert lines[0] == "words     0.50 ms -"
    assert lines[1].startswith("answer 1234.50 ms word word")
    assert lines[2].startswith(" " * 18 + "word")


# --- mistakes

WRONG: dict[str, tuple[list[str], dict[str, str], str]] = {
    "no such verb": (["asc"], {}, "asc"),
    "no such option": (["--loud"], {}, "--loud"),
    "no such option of a verb": (["ask", "--loud", "hi"], {}, "--loud"),
    "nothing asked": (["ask"], {}, "give either a question or --batch FILE"),
    "question and batch": (["ask", "--batch", "-", "hi"], {}, "give either a question or --batch FILE"),
    "nothing to trace": (["trace"], {}, "QUESTION"),
    "not a date": (["ask", "--today", "tomorrow", "hi"], {}, "'tomorrow' is not a date; write it as YYYY-MM-DD"),
    "no such day": (["trace", "--today", "2017-02-29", "hi"], {}, "there is no such day as 2017-02-29"),
    "no such file": (["ask", "--batch", "no-such-file"], {}, "'no-such-file': No such file or directory"),
    "a folder for a file": (["ask", "--batch", "."], {}, "'.': Is a directory"),
    "no token": (["serve"], {"TELEGRAM_BOT_TOKEN": "", "TELEGRAM_BOT_TOKEN_FILE": ""}, "set TELEGRAM_BOT_TOKEN"),
    "no data": (["check"], {"AWARDS_DATA": "no-such-folder"}, "no-such-folder: no such folder of data files"),
}


@pytest.mark.parametrize(("args", "env", "message"), WRONG.values(), ids=WRONG)
def test_a_mistake_is_one_line_and_status_2(args: list[str], env: dict[str, str], message: str) -> None:
    """What the user can mend is said in one line on standard error, with nothing on standard output."""
    result = run(*args, env=env)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("awards-bot: ")
    assert result.stderr.count("\n") == 1
    assert message in result.stderr


@pytest.mark.parametrize(
    ("args", "env", "message"),
    [
        (["ask", "hi"], {"AWARDS_DATA": "."}, "data/bodies.csv:1: "),
        (["build"], {"AWARDS_DATA": "."}, "data/bodies.csv:1: "),
        (["ask", "hi"], {"AWARDS_STORE": "README.md/awards.db"}, "cannot be written"),
        (["build"], {"AWARDS_STORE": "README.md/awards.db"}, "cannot be written"),
    ],
)
def test_broken_data_is_one_line_and_status_2(
    args: list[str], env: dict[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data that cannot be read and a store that cannot be written are no tracebacks either."""
    monkeypatch.undo()  # the verbs open the core themselves
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("a file, not a folder")
    result = run(*args, env=env)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith("awards-bot: ")
    assert message in result.stderr.splitlines()[-1]


# --- build, check, start


def test_check_lists_every_problem_and_ends_with_1(tmp_path: Path) -> None:
    """A folder without data has a problem for every file that is missing, each with its place."""
    result = run("check", env={"AWARDS_DATA": str(tmp_path)})
    assert result.exit_code == 1
    assert "data/bodies.csv:1: " in result.stdout
    assert "data/ceremonies.csv:1: " in result.stdout
    assert f"{len(result.stdout.splitlines())} problems" in result.stderr


def test_check_passes_on_the_data_of_this_project() -> None:
    """The data files have no problems."""
    result = run("check")
    assert result.stdout.endswith("no problems\n"), result.stdout
    assert result.exit_code == 0


def test_build_reports_counts_and_place(tmp_path: Path) -> None:
    """The rows of each table, where the store is and how long it took; away from a terminal there is no bar."""
    store = tmp_path / "new.db"
    data = tmp_path / "data"
    shutil.copytree(data_dir() / "lexicon", data / "lexicon")
    write_tiny_data(data)
    result = run("build", env={"AWARDS_DATA": str(data), "AWARDS_STORE": str(store)})
    assert result.exit_code == 0, result.stderr
    assert re.search(r"^nomination +[0-9,]+$", result.stdout, re.MULTILINE)
    assert re.search(rf"^{re.escape(str(store))}: sources [0-9a-f]+, [0-9.]+ s$", result.stdout, re.MULTILINE)
    assert result.stderr == "Building the store\n"
    assert store.exists()


def test_a_question_from_cold(store_path: Path) -> None:
    """A process of its own opens the store as it is and answers, with nothing on standard error."""
    ended = run_process("ask", GLOBES_2017)
    assert "Emma Stone" in ended.stdout
    assert ended.stderr == ""
    assert ended.returncode == 0


def test_version() -> None:
    """--version names the program and its version."""
    assert run("--version").stdout.startswith("awards-bot")
