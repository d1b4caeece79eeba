"""`awards-bot ask --batch`: the contract, line by line, and what breaks it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest
from program import GLOBES_2017, KEYS, run, run_batch

from bot.cli import ask
from bot.cli.batch import MAX_LINE_BYTES
from bot.cli.contract import to_line
from bot.model import Answered, Context, Reply

pytestmark = pytest.mark.usefixtures("one_core")

STATUSES = {"answered", "clarify", "unknown"}


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
        def answer(self, utterance: str, context: Context, today: date, rng: Random | None = None) -> Answered:
            if utterance == "stumble":
                raise ZeroDivisionError
            return Answered(Reply("answered", "x", "fine"), context, ())

    monkeypatch.setattr(ask, "open_core", lambda **_: Clumsy())
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
