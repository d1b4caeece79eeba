"""The Telegram layer's parts without Telegram: HTML and its limits, buttons, contexts, texts, redaction."""

from __future__ import annotations

import inspect
import logging
import random
from pathlib import Path

import pytest
from telegram import InlineKeyboardMarkup
from telegram_double.html_text import parse_html
from telegram_double.people import utf16_len

from bot.errors import DataError
from bot.messenger import handlers
from bot.messenger.buttons import option_keyboard
from bot.messenger.cuts import cut_text
from bot.messenger.markup import MAX_CAPTION_UNITS, MAX_TEXT_UNITS, lines_shown, reply_html
from bot.messenger.texts import read_texts
from bot.model import Option, Quote, Reply
from bot.redact import Redactor, redacted_logs
from bot.replies import load_replies

DATA = Path(__file__).parents[1] / "data"
TOKEN = "7000000001:DoubleDoubleToilAndTroubleFireBurn1"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


BOLD = [
    ("Emma Stone won.", ("Emma Stone",), "<b>Emma Stone</b> won."),
    ("7 of 7, in 2017", ("7",), "<b>7</b> of 7, in 2017"),
    ("In 2017: 7", ("7",), "In 2017: <b>7</b>"),
    ("Emma Stone, Emma", ("Emma", "Emma Stone"), "<b>Emma Stone</b>, <b>Emma</b>"),
    ("Tom & <Jerry>", ("<Jerry>", "&"), "Tom <b>&amp;</b> <b>&lt;Jerry&gt;</b>"),
    ("E.T. won", ("E.T.",), "<b>E.T.</b> won"),
    ("nobody", ("somebody", "", " "), "nobody"),
    ("Amélie won", ("Am",), "Amélie won"),
    ("half \ud83d pair\x00", (), "half ? pair"),
]


@pytest.mark.parametrize(("text", "bold", "html"), BOLD)
def test_bold(text: str, bold: tuple[str, ...], html: str) -> None:
    """Answers are bold where they first stand as whole words; everything is escaped."""
    assert reply_html(Reply("answered", "x", text, bold=bold)) == html


@pytest.mark.parametrize("seed", range(20))
def test_any_reply_fits_into_a_message(seed: int) -> None:
    """However long and odd text, answers and quote are: valid HTML of at most 4,096 characters, with its quote."""
    rng = random.Random(seed)
    words = ["&", "<b>", "</blockquote>", "🎬", "Stone", "a" * 300, "\n", "é", "“", '"', "won"]
    text = " ".join(rng.choices(words, k=rng.choice([3, 500, 3000])))
    said = " ".join(rng.choices(words, k=rng.choice([3, 500])))
    reply = Reply("answered", "x", f"It is {text}", bold=tuple(words), quote=Quote(said, said, said, ""))
    shown, entities = parse_html(reply_html(reply))
    assert utf16_len(shown) <= MAX_TEXT_UNITS
    assert [entity["type"] for entity in entities].count("blockquote") == 1
    assert all(entity["offset"] + entity["length"] <= utf16_len(shown) for entity in entities)


@pytest.mark.parametrize("limit", [MAX_TEXT_UNITS, MAX_CAPTION_UNITS])
@pytest.mark.parametrize("seed", range(20))
def test_any_parts_fit_into_a_message(seed: int, limit: int) -> None:
    """However long and odd the parts are: valid HTML within the limit, and what does not fit of a list is counted."""
    rng = random.Random(seed)
    words = ["&", "<b>", "🎬", "Stone", "a" * 300, "é", "“"]

    def some() -> str:
        return " ".join(rng.choices(words, k=rng.choice([1, 5, 60])))

    lines = tuple(f"{number} {some()}" for number in range(rng.choice([2, 9, 300])))
    reply = Reply(
        "answered", "x", "all", title=some(), lead=some(), lines=lines[:10], more=lines[10:], note=some(),
        bold=tuple(words), quote=rng.choice([None, Quote(some(), some(), some(), "")]),
    )  # fmt: skip
    shown, entities = parse_html(reply_html(reply, limit))
    assert utf16_len(shown) <= limit
    assert len(entities) <= 100
    left = len(lines) - lines_shown(reply, limit)
    assert (f"… and {left} more" in shown) == (left > 0 and left < len(lines))


def test_parts_stand_in_their_order() -> None:
    """Title, answer in bold, list, note and quote: a line each, and a short list is not folded."""
    reply = Reply(
        "answered", "x", "all", title="Best Actress · 89th Oscars", lead="Emma Stone (La La Land)",
        bold=("Emma Stone",), lines=("one", "two"), note="a note",
        quote=Quote("Thank you.", "Emma Stone", "Oscars 2017", "a paper"),
    )  # fmt: skip
    assert reply_html(reply).split("\n") == [
        "Best Actress · 89th Oscars", "<b>Emma Stone</b> (La La Land)", "one", "two", "a note",
        "<blockquote>“Thank you.”", "— Emma Stone, Oscars 2017</blockquote>",
    ]  # fmt: skip


def test_a_long_list_folds_with_all_its_lines() -> None:
    """What a cut list left out stands in the folded quotation as well, as far as a message holds it."""
    lines = tuple(f"line {number}" for number in range(30))
    html = reply_html(Reply("answered", "x", "all", title="List", lines=lines[:10], more=lines[10:]))
    assert html == "List\n<blockquote expandable>" + "\n".join(lines) + "</blockquote>"


CUTS = [
    ("who won", 7, "who won"),
    ("who won it", 8, "who won…"),
    ("who won it", 7, "who…"),
    ("unbreakable", 5, "unbr…"),
    ("🎬🎬🎬", 5, "🎬🎬…"),
    ("🎬🎬🎬", 4, "🎬…"),
]


@pytest.mark.parametrize(("text", "room", "cut"), CUTS)
def test_cut(text: str, room: int, cut: str) -> None:
    """A cut is made at the end of a word where there is one, and never within a character."""
    assert cut_text(text, room) == cut


def rows_of(keyboard: InlineKeyboardMarkup | None) -> list[list[tuple[str, object]]]:
    return [[(b.text, b.callback_data) for b in row] for row in keyboard.inline_keyboard] if keyboard else []


def test_buttons() -> None:
    """Short labels share a row; a question of up to 62 bytes stands on its button, a longer one by its place."""
    options = [
        Option("2016", "x" * 62),
        Option("2018", "é" * 32),
        Option("The nominees", "who was nominated"),
        Option("L" * 70, "long"),
        Option(" ", "no label"),
        Option("", ""),
    ]
    assert rows_of(option_keyboard(options)) == [
        [("2016", "q:" + "x" * 62), ("2018", "o:1"), ("The nominees", "q:who was nominated")],
        [("L" * 59 + "…", "q:long")],
        [("no label", "q:no label")],
    ]
    assert option_keyboard([]) is None


def test_handlers_only_translate() -> None:
    """A handler has at most 15 lines; what is known of awards is the core's."""
    functions = inspect.getmembers(handlers.Handlers, inspect.iscoroutinefunction)
    lengths = {name: len(inspect.getsource(function).splitlines()) for name, function in functions}
    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 15} == {}


def test_every_text_has_its_row() -> None:
    """The project's own sentences are complete; each that lacks is named."""
    assert read_texts(load_replies(DATA)).examples.count("|") >= 2
    with pytest.raises(DataError) as error:
        read_texts({"tg.start": "Hello"})
    assert "replies.csv:1: no row with the key tg.about-quote; add one" in str(error.value)
    assert "replies.csv:1: no row with the key tg.usage-person; add one" in str(error.value)
    assert "tg.start" not in str(error.value)


BAD_REPLIES = [
    ("key,text\na,x\na,y\n", "replies.csv:3: key a has a row already; delete one of them"),
    ('key,text\na,"two\nlines"\nb,\n', "replies.csv:4: 2 cells filled badly; give a key and a text"),
    ("key,text\na,b,c\n", "replies.csv:2: 3 cells filled badly; give a key and a text"),
    ("name,text\n", "replies.csv:1: header is name,text; make it key,text"),
    ('key,text\na,"x', "replies.csv:1: cannot be read (unexpected end of data); restore the file"),
]


@pytest.mark.parametrize(("content", "problem"), BAD_REPLIES)
def test_bad_replies_are_named_with_their_line(tmp_path: Path, content: str, problem: str) -> None:
    """Each problem has file, line, what is wrong and how to mend it."""
    (tmp_path / "replies.csv").write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as error:
        load_replies(tmp_path)
    assert str(error.value) == problem


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        (f"POST /bot{TOKEN}/getMe", "POST /bot[token]/getMe"),
        (f"b'{TOKEN.replace(':', '%3A')}'", "b'[token]'"),
        ("DoubleDoubleToilAndTroubleFireBurn1", "[token]"),
        ("7000000001 asked", "7000000001 asked"),
    ],
)
def test_redactor(text: str, cleaned: str) -> None:
    """The token is hidden whole, in URLs, and without its first half, which is the bot's public id."""
    assert Redactor(TOKEN).clean(text) == cleaned


def test_redacted_records_keep_what_has_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    """A record without a secret keeps its arguments and exception; one with a secret loses it everywhere."""
    log = logging.getLogger("redaction")
    with redacted_logs(TOKEN):
        log.error("%s of %d", "one", 2)
        try:
            raise ValueError(f"bad {TOKEN}")
        except ValueError as error:
            log.exception("failed with %s", error, stack_info=True)
    log.error("after %s", "it")
    assert caplog.records[0].args == ("one", 2)
    assert caplog.records[1].getMessage() == "failed with bad [token]"
    assert "ValueError: bad [token]" in caplog.text
    assert TOKEN not in caplog.text
