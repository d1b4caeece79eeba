"""Whatever is typed: no exception, a reply in words, and soon."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import date

import pytest

from bot.answer import Core
from bot.context import from_json, to_json
from bot.model import Context, Option

TODAY = date(2026, 11, 22)
SEED = 20170108
FULL = 4096  # characters of the longest message
SLOW_S = 2.0  # a guard against hanging, not a measure: other programs run as well
ODD = {
    "emoji": "🎬🏆🎉" * (FULL // 3),
    "flags and families": "🇺🇸👨‍👩‍👧‍👦" * 300,
    "right to left": "\u202ewho won best picture\u202c" * 180,
    "zero width": "w\u200bh\u200co\u200d won\ufeff best picture" * 200,
    "nothing but zero width": "\u200b\u2060\ufeff" * 1300,
    "html": "<script>alert('best picture')</script><b>who won</b>" * 80,
    "markdown": "**who** _won_ [best picture](http://x.y/?a=b&c=d) ||spoiler||" * 60,
    "one letter": "a" * FULL,
    "one letter apart": "a " * (FULL // 2),
    "one word": "oscar " * (FULL // 6),
    "one cue": "who won " * (FULL // 8),
    "best": "best " * (FULL // 5),
    "digits": "1" * FULL,
    "years": " ".join(str(year) for year in range(1900, 2700)),
    "ordinals": " ".join(f"{number}th" for number in range(1, 900)),
    "apostrophes": "'" * FULL,
    "quotation marks": '"“”„«»' * 700,
    "dots": "a.b.c." * 690,
    "brackets": "(((((((((" * 450,
    "accents": "e\u0301\u0301\u0301\u0301" * 800,
    "many accents on one letter": "o" + "\u0301" * (FULL - 1),
    "cyrillic": "кто получил оскар " * 220,
    "chinese": "谁赢得了最佳影片" * 500,
    "arabic": "من فاز بالأوسكار " * 240,
    "thai": "ใครชนะรางวัลออสการ์" * 210,
    "null characters": "who won\x00 best\x00picture\x00" * 180,
    "control characters": "".join(map(chr, range(32))) * 120,
    "line breaks": "who won\nbest picture\r\n" * 180,
    "sql": "'; DROP TABLE nomination; -- who won best picture" * 80,
    "format": "{0} {name} %s %d %(x)s ${HOME} {{}}" * 110,
    "json": '{"question": "who won best picture"}' * 110,
    "like": "%_%_%" * 800,
    "mathematical letters": "𝓌𝒽ℴ 𝓌ℴ𝓃 𝒷ℯ𝓈𝓉 𝓅𝒾𝒸𝓉𝓊𝓇ℯ " * 150,
    "upside down": "ɹɐɔso ǝɥʇ uoʍ oɥʍ " * 220,
    "space": " " * FULL,
    "nothing": "",
    "one character": "?",
    "a slash": "/",
    "too long": "who won best picture at the 2017 oscars " * 1000,
}  # fmt: skip


def answer_soon(core: Core, text: str, context: Context = Context()) -> Context:  # noqa: B008 - a frozen value
    """Ask, check what every reply must be, and return the context left behind."""
    started = time.monotonic()
    answered = core.answer(text, context, TODAY)
    assert time.monotonic() - started < SLOW_S
    reply = answered.reply
    assert reply.text.strip()
    assert len(reply.text) < FULL
    assert (reply.failure is None) == (reply.status == "answered")
    assert from_json(to_json(answered.context)) == answered.context
    json.dumps([reply.slots, reply.answers])
    return answered.context


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_input(core: Core, text: str) -> None:
    """Odd input is answered or refused in a fresh conversation and in one that goes on."""
    answer_soon(core, text[: FULL * 10])
    context = answer_soon(core, "who won best actress at the 2017 oscars")
    answer_soon(core, text, context)


@pytest.mark.parametrize("text", ["who said \ud83c", "best picture \udfac oscars by \udfac the sea"])
def test_half_a_surrogate_pair(core: Core, text: str) -> None:
    """JSON may hold half a character; it is read like any other odd mark."""
    answer_soon(core, text)


@pytest.mark.parametrize("text", ["🎬", "\u200b", "???", "<b></b>", "كم", "谁", "...", "\x00", "—", ""])
def test_nothing_to_read_is_refused(core: Core, text: str) -> None:
    """Without a single word to go by there is no answer."""
    reply = core.answer(text, Context(), TODAY).reply
    assert reply.status == "unknown"
    assert reply.answers == ()


@pytest.mark.parametrize(
    "text",
    [
        "who won best picture at the 2017 oscars 🎬🏆",
        "🎉🎉 who won best picture at the 2017 oscars",
        "\u200ewho won best picture at the 2017 oscars\u200f",
        "<b>who won best picture at the 2017 oscars</b>",
        "**who won best picture at the 2017 oscars**",
        "who won #bestpicture, i mean best picture at the 2017 oscars",
        "WHO WON BEST PICTURE AT THE 2017 OSCARS?!?!",
        "ｗｈｏ ｗｏｎ ｂｅｓｔ ｐｉｃｔｕｒｅ ａｔ ｔｈｅ ２０１７ ｏｓｃａｒｓ",
        "who\nwon\nbest\npicture\nat\nthe\n2017\noscars",
        "who   won\tbest  picture at the 2017 oscars   ",
        "who won best picture at the 2017 oscars\x00",
    ],
)
def test_ornaments_change_nothing(core: Core, text: str) -> None:
    """Emoji, marks, tags and stretched spaces around a question do not hide it."""
    assert core.answer(text, Context(), TODAY).reply.answers[:1] == ("Moonlight",)


def random_texts(rng: random.Random, count: int) -> Iterator[str]:
    """Yield texts of random bytes, of random characters and of random words of the trade."""
    question = "who won best oscar 2017 golden globe the of emma stone la land how many did he she it and in 90s 89th ?"
    words = question.split()
    for number in range(count):
        size = rng.randrange(1, FULL if number % 10 == 0 else 120)
        yield rng.randbytes(size).decode("utf-8", "replace")
        yield "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0xA0, 0x3000)))) for _ in range(size))
        yield " ".join(rng.choice(words) for _ in range(min(size, 40)))


def test_random_input(core: Core) -> None:
    """Random bytes, characters and words break nothing, one after the other in one conversation."""
    rng = random.Random(SEED)
    context = Context()
    for text in random_texts(rng, 120):
        try:
            context = answer_soon(core, text, context)
        except Exception as error:
            raise AssertionError(f"seed {SEED}: {text!r}") from error


def test_thousands_of_names(core: Core) -> None:
    """A message full of names costs no more than any other."""
    rng = random.Random(SEED)
    names = [row["name"] for row in core.store.rows("SELECT name FROM person ORDER BY weight DESC LIMIT 3000")]
    titles = [row["title"] for row in core.store.rows("SELECT title FROM work ORDER BY weight DESC LIMIT 3000")]
    for pool in (names, titles, [word for name in names for word in name.split()], [name[:-2] for name in names]):
        rng.shuffle(pool)
        answer_soon(core, " ".join(pool)[:FULL])
        answer_soon(core, "who won " + ", ".join(pool)[:FULL])


def test_hostile_options(core: Core) -> None:
    """Options with odd labels are picked by their number and hurt nobody."""
    options = (Option("\u202e<b>{}</b>", "who won best picture at the 2017 oscars"), Option("", ""))
    context = Context(options=options)
    assert core.answer("1", context, TODAY).reply.answers[:1] == ("Moonlight",)
    for text in ("2", "0", "3", "-1", "99999999999999999999", "²", "١"):
        answer_soon(core, text, context)
