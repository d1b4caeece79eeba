"""The command line: what each verb prints, what it says about mistakes, and with which status it ends."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from tiny_data import write_tiny_data

from bot.answer import Core
from bot.cli import app, ask, chat, trace
from bot.cli.batch import MAX_LINE_BYTES
from bot.cli.contract import to_line
from bot.cli.page import page
from bot.model import Answered, Context, Option, Quote, Reply, Stage
from bot.paths import data_dir

GLOBES_2017 = "who won best actress at the 2017 globes"
KEYS = ["id", "status", "intent", "slots", "answers", "text", "quote", "options", "confidence", "failure"]
STATUSES = {"answered", "clarify", "unknown"}


@pytest.fixture(autouse=True)
def one_core(core: Core, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The verbs take the core of the test run instead of opening one each."""
    for verb in (ask, chat, trace):
        monkeypatch.setattr(verb, "open_core", lambda: core)
    yield


def run(*args: str, stdin: str | bytes = "", env: dict[str, str] | None = None) -> Result:
    """Run the program in this process; whatever it does not expect is raised."""
    result = CliRunner(env=env).invoke(app.group, args, input=stdin, prog_name="awards-bot")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def run_batch(*lines: str | bytes) -> list[dict[str, Any]]:
    """Return the objects that a batch of these lines gives."""
    raw = b"\n".join(line.encode() if isinstance(line, str) else line for line in lines)
    result = run("ask", "--batch", "-", stdin=raw)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def run_process(*args: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run([sys.executable, "-m", "bot", *args], capture_output=True, text=True, timeout=60, **more)


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


# --- batch


def test_batch_keeps_ids_and_order() -> None:
    """Every line has its object, in the order of the lines; ids come back as they were, text or number."""
    found = run_batch(*(json.dumps({"id": ident, "question": GLOBES_2017}) for ident in ("b", 7, "", 1.5)))
    assert [values["id"] for values in found] == ["b", 7, "", 1.5]
    assert all(list(values) == KEYS and values["status"] in STATUSES for values in found)


def test_batch_lines_of_one_conversation_share_context() -> None:
    """A follow-up is understood within its conversation, and means nothing in another or in none."""
    follow_up = {"id": 1, "question": "and in 2018?"}
    found = run_batch(
        json.dumps({"id": 0, "question": GLOBES_2017, "conversation": "a"}),
        json.dumps(follow_up),
        json.dumps(follow_up | {"conversation": "b"}),
        json.dumps(follow_up | {"conversation": "a"}),
    )
    saoirse = ["Saoirse Ronan" in values["answers"] for values in found]
    assert saoirse == [False, False, False, True]


def test_batch_today_is_of_its_line() -> None:
    """A line may bring its own day; the others have that of the command."""
    question = "who hosted the latest golden globes"
    lines = [json.dumps({"id": day, "question": question, "today": day}) for day in ("2017-06-01", "2018-06-01")]
    assert [values["answers"] for values in run_batch(*lines)] == [["Jimmy Fallon"], ["Seth Meyers"]]


GOOD = '{"id": 1, "question": "hello"}'
MALFORMED = {
    "not json": ("who won", "not JSON"),
    "blank": ("  ", "not JSON"),
    "a list": ("[1]", "not a JSON object"),
    "text": ('"who won"', "not a JSON object"),
    "deep": ("[" * 200_000, "not JSON"),
    "no id": ('{"question": "x"}', '"id" is missing'),
    "id is null": ('{"id": null, "question": "x"}', '"id" is missing'),
    "id is true": ('{"id": true, "question": "x"}', '"id" is missing'),
    "id is a list": ('{"id": [], "question": "x"}', '"id" is missing'),
    "id is no number": ('{"id": NaN, "question": "x"}', "NaN is not a number"),
    "id is too great": ('{"id": 1e999, "question": "x"}', "1e999 is not a number"),
    "id has too many digits": ('{"id": ' + "9" * 5_000 + ', "question": "x"}', "not JSON"),
    "no question": ('{"id": 1}', '"question" is missing'),
    "question is a number": ('{"id": 1, "question": 5}', '"question" is missing or not text'),
    "question is null": ('{"id": 1, "question": null}', '"question" is missing or not text'),
    "today is a number": ('{"id": 1, "question": "x", "today": 2017}', '"today" is not a date'),
    "today in another form": ('{"id": 1, "question": "x", "today": "8 Jan 2017"}', "write it as YYYY-MM-DD"),
    "today without zeros": ('{"id": 1, "question": "x", "today": "2017-1-8"}', "write it as YYYY-MM-DD"),
    "no such day": ('{"id": 1, "question": "x", "today": "2017-02-30"}', "no such day as 2017-02-30"),
    "conversation is a list": ('{"id": 1, "question": "x", "conversation": []}', '"conversation" is neither'),
    "not UTF-8": (b'{"id": 1, "question": "\xff"}', "not UTF-8 (byte 24)"),
    "a NUL byte": (b'{"id": 1, "question": "a\0b"}', "not JSON"),
    "too long": ('{"id": 1, "question": "' + "x" * 3 * MAX_LINE_BYTES + '"}', "longer than 1,000,000 bytes"),
}


@pytest.mark.parametrize(("line", "message"), MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_line_is_reported_and_the_run_goes_on(line: str | bytes, message: str) -> None:
    """The object of a bad line has a null id and says where and why; the lines around it are answered."""
    before, bad, after = run_batch(GOOD, line, GOOD)
    assert list(bad) == ["id", "error"]
    assert bad["id"] is None
    assert bad["error"].startswith("line 2: ")
    assert message in bad["error"]
    assert len(bad["error"]) < 300
    assert before == after
    assert before["status"] == "answered"


ODD = {
    "extra keys": '{"id": 1, "question": "hello", "note": [1]}',
    "null for what may be left out": '{"id": 1, "question": "hello", "today": null, "conversation": null}',
    "a byte order mark": "\ufeff" + GOOD,
    "half a surrogate pair": r'{"id": "\ud800", "question": "who is \ud83d"}',
    "an escaped NUL": r'{"id": 1, "question": "a\u0000b"}',
    "empty": '{"id": 1, "question": ""}',
    "long": json.dumps({"id": 1, "question": "who won " * 50_000}),
    "the first of all days": '{"id": 1, "question": "who won best picture last year", "today": "0001-01-01"}',
    "the last of all days": '{"id": 1, "question": "who won best picture this year", "today": "9999-12-31"}',
}


@pytest.mark.parametrize("line", ODD.values(), ids=ODD)
def test_an_odd_line_is_a_question_all_the_same(line: str) -> None:
    """What the contract allows gets a reply, however strange."""
    (values,) = run_batch(line)
    assert list(values) == KEYS


def test_a_batch_goes_on_when_the_program_fails_on_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other answers are not lost; the traceback is on standard error and the status tells."""

    class Clumsy:
        def answer(self, utterance: str, context: Context, today: date) -> Answered:
            if utterance == "stumble":
                raise ZeroDivisionError
            return Answered(Reply("answered", "x", "fine"), context, ())

    monkeypatch.setattr(ask, "open_core", Clumsy)
    result = run("ask", "--batch", "-", stdin='{"id": 1, "question": "stumble"}\n{"id": 2, "question": "walk"}')
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {"id": None, "error": "line 1: the program failed (ZeroDivisionError)"}
    assert second["id"] == 2
    assert "Traceback" in result.stderr
    assert result.exit_code == 1


def test_batch_flushes_every_line_and_stands_a_closed_pipe(store_path: Path) -> None:
    """An answer can be read before the next question is written; whoever stops reading ends the program quietly."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        for _ in range(2):
            process.stdin.write(GOOD.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["status"] == "answered"
        process.stdout.close()
        process.stdin.write(GOOD.encode() + b"\n")
        process.stdin.close()
        assert process.wait(timeout=30) in (0, 1)
        assert process.stderr.read() == b""


def test_json_never_breaks_on_what_utf8_cannot_hold() -> None:
    """Names stay readable; a line with half a surrogate pair is escaped as a whole."""
    assert to_line({"name": "Iñárritu"}) == '{"name": "Iñárritu"}'
    assert to_line({"name": "\ud800"}) == r'{"name": "\ud800"}'


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
    """Bold marks whole words once, and of two strings that overlap the longer one."""
    assert page(REPLY).splitlines()[0] == "\x1b[1mEmma Stone\x1b[0m won, and Emma Stone again."


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
