"""Drawing: every text lies inside its picture and can be read, every name can be written, twice gives the same."""

from __future__ import annotations

import io
from datetime import date
from itertools import combinations

import pytest
from PIL import Image

from bot.answer import Core
from bot.model import Context
from bot.pictures.card import lay_out_card
from bot.pictures.chart import lay_out_chart
from bot.pictures.draw import draw
from bot.pictures.fonts import FILES, missing, width
from bot.pictures.model import Bar, Card, CardRow, Chart, Picture, Spoken, digest
from bot.pictures.palette import INKS, PAPER, contrast
from bot.pictures.sheet import WIDTH, Sheet, Text
from bot.pictures.wrap import cut, fit, wrap
from bot.store import Store

TODAY = date(2026, 11, 22)
PHONE = 360  # pixels; a letter there is a third as large as in the picture
MIN_LETTERS = 28  # pixels, of the names beneath narrow columns
MAX_RATIO = 2.0  # of height to width: a taller picture is shrunk in a chat until nobody can read it
LONG = (
    "Borat Subsequent Moviefilm: Delivery of Prodigious Bribe to American Regime for Make Benefit Once Glorious Nation"
)
WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwenundwaisenversorgungskasse"
BOTH = ("wins", "nominations")
_ROW = CardRow("Best Actress in a Supporting Role of Whatever Kind", LONG, LONG)


def timeline(count: int, *, total: bool = True) -> Chart:
    bars = tuple(Bar(str(1929 + at), at % 7, 20.0 + at if total else None) for at in range(count))
    return Chart("timeline", "Columns", "by year", bars, ("wins", "nominations") if total else ("wins",))


PICTURES: dict[str, Picture] = {
    "empty card": Card("", "It", "", ()),
    "full card": Card(LONG, LONG, LONG, (_ROW,) * 3, LONG, LONG, Spoken(LONG, LONG)),
    "a long word": Card(WORD, WORD, WORD, (CardRow(WORD, WORD, WORD),), WORD, WORD, Spoken(WORD, WORD)),
    "one bar": Chart("ranked", "One", "", (Bar("It", 1),)),
    "three bars": Chart("ranked", "Three", "", (Bar("Ørsted", 3, 3), Bar("Łódź", 2, 9), Bar("Ş", 0, 1))),
    "fifteen bars": Chart("ranked", LONG, LONG, tuple(Bar(LONG, at, 15) for at in range(15)), BOTH, LONG),
    "all nought": Chart("ranked", "None", "", (Bar("a", 0), Bar("b", 0, 0))),
    "columns nought": Chart("timeline", "None", "", (Bar("1990s", 0), Bar("2000s", 0))),
    "one column": timeline(1),
    "decades": Chart("timeline", "D", "", tuple(Bar(f"{at}0s", 236, 10427) for at in range(192, 203)), BOTH),
    "thirty years": timeline(30),
    "a hundred years": timeline(100),
    "viewers": timeline(74, total=False),
}  # fmt: skip
COLUMNS = (
    "person.name", "work.title", "nomination.detail", "quote.text", "quote.speaker", "category.name", "body.name",
    "host.name", "edition.venue", "edition.city", "alias.alias",
)  # fmt: skip
QUESTIONS = (
    "oscars 2017", "oscars 1929", "golden globes 2017", "sag awards 2017", "titanic", "meryl streep",
    "chart most oscar wins by film", "chart nominations by decade of meryl streep", "chart viewers of the oscars",
    "chart la la land by award", "chart oscar nominations by year",
)  # fmt: skip


@pytest.fixture(scope="module")
def pictures(core: Core) -> dict[str, Picture]:
    """Made-up extremes, and real answers."""
    real = {question: core.picture(core.answer(question, Context(), TODAY).reply, TODAY) for question in QUESTIONS}
    assert [question for question, picture in real.items() if picture is None] == []
    cards = (core.card(f"e:{edition}", TODAY) for edition in ("cannes-72", "venice-80", "nbr-2018", "berlin-2024"))
    found = {card.title: card for card in cards if card}
    return {**PICTURES, **found, **{question: picture for question, picture in real.items() if picture}}


def lay_out(picture: Picture) -> Sheet:
    return lay_out_card(picture) if isinstance(picture, Card) else lay_out_chart(picture)


def test_everything_lies_inside(pictures: dict[str, Picture]) -> None:
    """No box leaves its picture, and the box of a text is as wide as its letters."""
    for name, picture in pictures.items():
        sheet = lay_out(picture)
        for item in sheet.items:
            left, top, right, bottom = item.box
            assert 0 <= left <= right <= WIDTH, (name, item)
            assert 0 <= top <= bottom <= sheet.y, (name, item)
            if isinstance(item, Text):
                assert right - left == width(item.text, item.weight, item.size), (name, item)


def test_no_text_lies_on_another(pictures: dict[str, Picture]) -> None:
    """Two lines never overlap."""
    for name, picture in pictures.items():
        texts = [item for item in lay_out(picture).items if isinstance(item, Text)]
        for one, other in combinations(texts, 2):
            apart = one.box[2] <= other.box[0] or other.box[2] <= one.box[0]
            above = one.box[3] <= other.box[1] or other.box[3] <= one.box[1]
            assert apart or above, (name, one, other)


def test_letters_are_large_enough_for_a_phone(pictures: dict[str, Picture]) -> None:
    """At 360 pixels the smallest letters are some nine pixels high, and no real picture is too tall."""
    for name, picture in pictures.items():
        sheet = lay_out(picture)
        sizes = [item.size for item in sheet.items if isinstance(item, Text)]
        assert min(sizes) >= MIN_LETTERS, name
        if name not in PICTURES:
            assert sheet.y <= MAX_RATIO * WIDTH, (name, sheet.y)


@pytest.mark.parametrize("dark", [False, True])
def test_the_file_is_a_png_of_the_right_size(pictures: dict[str, Picture], dark: bool) -> None:
    """What is drawn is what was laid out, on the right paper."""
    for name, picture in pictures.items():
        image = Image.open(io.BytesIO(draw(picture, dark)))
        assert (image.format, image.size) == ("PNG", (WIDTH, lay_out(picture).y)), name
        paper = tuple(int(PAPER[dark][at : at + 2], 16) for at in (1, 3, 5))
        assert image.convert("RGB").getpixel((3, image.height // 2)) == paper, name


def test_the_same_again_gives_the_same_bytes() -> None:
    """Nothing of a picture is left to chance, and light differs from dark."""
    for picture in (PICTURES["full card"], PICTURES["decades"]):
        light = draw(picture, False)
        assert draw(picture, False) == light
        assert draw(picture, True) != light


def test_other_content_has_another_name() -> None:
    """The name of a kept picture changes with any part of it."""
    one, other = timeline(3), timeline(4)
    assert len({digest(one, False), digest(one, True), digest(other, False)}) == 3
    assert digest(timeline(3), False) == digest(one, False)


@pytest.mark.parametrize("dark", [False, True])
def test_letters_stand_out_from_the_paper(dark: bool) -> None:
    """Letters 4.5 to 1, as WCAG asks for; bars, which are no letters, 2.2 to 1 and apart from each other."""
    for role in ("ink", "muted", "accent"):
        assert contrast(INKS[dark][role], PAPER[dark]) >= 4.5, role
    assert contrast(INKS[dark]["rest"], PAPER[dark]) >= 2.2
    assert contrast(INKS[dark]["bar"], PAPER[dark]) >= 3
    assert contrast(INKS[dark]["bar"], INKS[dark]["rest"]) >= 1.25


@pytest.mark.parametrize("table_column", COLUMNS)
def test_every_name_can_be_written(store: Store, table_column: str) -> None:
    """The typeface has every character of the store, in every weight."""
    table, column = table_column.split(".")
    used: set[str] = set()
    for (text,) in store.rows(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"):
        used.update(text)
    for weight in FILES:
        assert missing("".join(sorted(used)), weight) == "", weight


def test_a_lacking_character_is_noticed() -> None:
    """The test above can fail."""
    assert missing("a漢b", "regular") == "漢"


def test_wrapping() -> None:
    """Lines fit, words stay whole where they can, line breaks are kept, and nothing is lost."""
    lines = wrap(f"{LONG}\n{WORD}", "regular", 40, 500)
    assert all(width(line, "regular", 40) <= 500 for line in lines)
    assert "".join("".join(lines).split()) == "".join(f"{LONG}{WORD}".split())
    assert wrap("", "regular", 40, 500) == []
    assert wrap("a\nb", "regular", 40, 500) == ["a", "b"]


def test_fitting_shrinks_first_and_cuts_last() -> None:
    """A text keeps the largest size in which it fits; in the smallest it is cut, and says so."""
    assert fit("It", "bold", (80, 40), 400, 1) == (80, ["It"])
    size, lines = fit("Three Billboards", "bold", (80, 40), 400, 1)
    assert (size, lines) == (40, ["Three Billboards"])
    size, lines = fit(LONG, "bold", (80, 40), 400, 2)
    assert (size, len(lines)) == (40, 2)
    assert lines[1].endswith("…")
    assert width(cut(WORD, "bold", 40, 300), "bold", 40) <= 300
