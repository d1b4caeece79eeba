"""Charts and cards as values: every figure counted again from the data files, and honest where there is none."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from bot.answer import Core
from bot.catalog import Edition
from bot.errors import FailureKind
from bot.model import Context, Reply
from bot.paths import data_dir
from bot.pictures.model import MAX_ROWS, Bar, Card, Chart

TODAY = date(2026, 11, 22)
Row = dict[str, str]
Tallies = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def nominations() -> list[Row]:
    """The Oscars' file, its competitive categories alone, without what counts for nothing."""
    with (data_dir() / "categories.csv").open(encoding="utf-8", newline="") as file:
        contested = {
            row["category"] for row in csv.DictReader(file) if row["body"] == "oscars" and row["competitive"] == "1"
        }
    with (data_dir() / "nominations" / "oscars.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = [row for row in rows if row["winner"] == "1" or "NOT AN OFFICIAL" not in row["note"]]
    return [row for row in counts if row["category"] in contested]


def ask(core: Core, question: str) -> Reply:
    return core.answer(question, Context(), TODAY).reply


def chart_of(core: Core, question: str) -> Chart:
    chart = ask(core, question).chart
    assert chart is not None, ask(core, question).text
    return chart


def counted(rows: list[Row], keys: Callable[[Row], Iterator[str]]) -> Tallies:
    """Return (wins, nominations) for each key."""
    noms, wins = Counter[str](), Counter[str]()
    for row in rows:
        for key in keys(row):
            noms[key] += 1
            wins[key] += row["winner"] == "1"
    return {key: (wins[key], noms[key]) for key in noms}


def by_decade(row: Row) -> Iterator[str]:
    yield f"{row['year'][:3]}0s"


def by_film(row: Row) -> Iterator[str]:
    yield from set(row["work_ids"].split("|")) - {""}


def by_person(row: Row) -> Iterator[str]:
    yield from set(row["people_ids"].split("|")) - {""}


def figures(chart: Chart) -> Tallies:
    return {bar.label: (int(bar.value), int(bar.total or 0)) for bar in chart.bars if bar.length}


@pytest.mark.parametrize(
    ("name", "ident"), [("Meryl Streep", "nm0000658"), ("John Williams", "nm0002354"), ("Ingmar Bergman", "nm0000005")]
)
def test_decades_of_a_person(core: Core, nominations: list[Row], name: str, ident: str) -> None:
    """Each column is what the file has for that decade; a decade between without any stands there empty."""
    chart = chart_of(core, f"chart nominations by decade of {name}")
    own = [row for row in nominations if ident in row["people_ids"].split("|")]
    assert figures(chart) == counted(own, by_decade)
    decades = [int(bar.label[:4]) for bar in chart.bars]
    assert decades == list(range(decades[0], decades[-1] + 1, 10))


def test_decades_of_an_award(core: Core, nominations: list[Row]) -> None:
    """All that a body gave, decade by decade."""
    assert figures(chart_of(core, "chart oscar nominations by decade")) == counted(nominations, by_decade)


@pytest.mark.parametrize(
    ("question", "keys", "part"),
    [
        ("chart most oscar wins by film", by_film, 0),
        ("chart most oscar nominations by film", by_film, 1),
        ("chart most oscar nominations by person", by_person, 1),
    ],
)
def test_rankings(
    core: Core, nominations: list[Row], question: str, keys: Callable[[Row], Iterator[str]], part: int
) -> None:
    """The bars are the highest counts of the file, in their order."""
    chart = chart_of(core, question)
    counts = sorted(
        (tally[part] for key, tally in counted(nominations, keys).items() if not key.startswith("co")), reverse=True
    )
    shown = [int(bar.length) for bar in chart.bars]
    assert shown == counts[: len(shown)]
    tied = sum(count == shown[-1] for count in counts[len(shown) :])
    assert chart.more == (f"and {tied} more with {shown[-1]}" if tied else "")


def test_most_wins_in_a_category(core: Core, nominations: list[Row]) -> None:
    """A category limits the ranking."""
    own = [row for row in nominations if row["category"] == "best-actress"]
    counts = sorted((wins for wins, _ in counted(own, by_person).values()), reverse=True)
    shown = [int(bar.value) for bar in chart_of(core, "chart most wins by person in best actress").bars]
    assert shown == counts[: len(shown)]


def test_a_film_by_award_agrees_with_the_count_in_words(core: Core) -> None:
    """What the chart shows for each award is what "how many did it win" says."""
    chart = chart_of(core, "chart la la land by award")
    bars = figures(chart)
    assert bars["Oscars"] == (6, 14)
    assert bars["Golden Globes"] == (7, 7)
    short = {body.short: body.id for body in core.world.catalog.bodies.values()}
    for body, (wins, noms) in bars.items():
        answer = ask(core, f"how many {body} did la la land win").text
        assert f"{wins or 'no'} " in answer, (body, answer)
        if core.world.catalog.lists_nominees([short[body]]):  # elsewhere wins alone are told
            assert f"from {noms} nomination" in answer, (body, answer)


def test_a_ranking_agrees_with_the_answer_in_words(core: Core) -> None:
    """The longest bars are those that "most" names."""
    for question in (
        "most oscar wins by film",
        "most golden globe nominations by person",
        "most bafta wins since 2000",
    ):
        said, chart = ask(core, question), chart_of(core, f"chart {question}")
        top = max(bar.length if bar.total is not None else bar.value for bar in chart.bars)
        leaders = [bar.label for bar in chart.bars if bar.length == top]
        assert all(leader in said.text for leader in leaders), (question, leaders, said.text)
        assert f"{top:g} " in said.text


def test_names_beside_each_other(core: Core) -> None:
    """Several names give a bar each, under the same conditions."""
    chart = chart_of(core, "chart oscars of meryl streep and katharine hepburn")
    assert chart.bars == (Bar("Katharine Hepburn", 4, 12), Bar("Meryl Streep", 3, 21))


def test_a_number_limits_the_bars(core: Core) -> None:
    """ "Top 5" has five bars, and never more than fit."""
    assert len(chart_of(core, "chart top 5 films by oscar wins").bars) == 5
    assert len(chart_of(core, "chart top 90 films by oscar wins").bars) == 15


def test_viewers_leave_unknown_years_empty(core: Core) -> None:
    """The years go on without a gap, but only what is on file is told."""
    reply = ask(core, "chart viewers of the oscars")
    assert reply.chart
    known = {bar.label: bar.value for bar in reply.chart.bars if bar.value}
    assert reply.answers == tuple(f"{year}: {value:g}" for year, value in known.items())
    assert len(reply.chart.bars) > len(known)


@pytest.mark.parametrize(
    ("question", "failure"),
    [
        ("chart", FailureKind.NEEDS_CONTEXT),
        ("chart glenn close oscar wins", FailureKind.NOT_IN_DATA),
        ("chart oscar nominations of foobarius", FailureKind.UNKNOWN_NAME),
        ("chart most oscar wins by women", FailureKind.NOT_IN_DATA),
        ("chart most oscar wins by pixar films", FailureKind.NOT_IN_DATA),
        ("chart the population of france by decade", FailureKind.OFF_TOPIC),
        ("chart oscar nominations of meryl streep in 2031", FailureKind.NOT_HELD_YET),
        ("chart viewers of the spirit awards", FailureKind.NOT_IN_DATA),
        ("chart wins by country", FailureKind.NEEDS_CONTEXT),
        ("chart hosts of the oscars", FailureKind.NEEDS_CONTEXT),
        ("chart youngest best actress winners", FailureKind.NEEDS_CONTEXT),
        ("chart age of best actress winners", FailureKind.UNKNOWN_NAME),
    ],
)
def test_nothing_to_plot_is_said(core: Core, question: str, failure: FailureKind) -> None:
    """No chart is drawn of a guess, and the reason is told."""
    reply = ask(core, question)
    assert (reply.chart, reply.failure) == (None, failure), reply.text
    assert reply.text


def test_a_name_that_may_be_several_is_asked_back(core: Core) -> None:
    """A chart of the wrong one would be worse than a question."""
    reply = ask(core, "chart a star is born by award")
    assert reply.status == "clarify" or (reply.chart and "A Star Is Born" in reply.chart.title)


STREEP = "chart nominations by decade of meryl streep"
CHAINS = (
    (STREEP, "and of cate blanchett?", "Cate Blanchett: Oscar nominations by decade"),
    (STREEP, "by year", "Meryl Streep: Oscar nominations by year"),
    (STREEP, "wins", "Meryl Streep: Oscar wins by decade"),
    (STREEP, "at the baftas", "Meryl Streep: BAFTA nominations by decade"),
    (STREEP, "and la la land?", "La La Land: Oscar nominations by decade"),
    ("chart most oscar wins by film", "by person", "Most Oscar wins by person"),
    ("chart most oscar wins by film", "nominations", "Most Oscar nominations by film"),
    ("moonlight oscars", "chart that", "Moonlight: Oscar wins and nominations by category"),
    ("moonlight oscars", "chart it by award", "Moonlight: Oscar wins and nominations by award"),
    ("how many oscars did titanic win", "as a chart", "Titanic: Oscar wins by category"),
)  # fmt: skip


@pytest.mark.parametrize(("first", "then", "title"), CHAINS)
def test_follow_ups(core: Core, first: str, then: str, title: str) -> None:
    """A chart is changed in a few words, and made of what was just told."""
    context = core.answer(first, Context(), TODAY).context
    chart = core.answer(then, context, TODAY).reply.chart
    assert chart
    assert chart.title == title


def test_a_whole_question_after_a_chart_is_no_chart(core: Core) -> None:
    """What names its own award inherits nothing, and small talk stays small talk."""
    context = core.answer("chart most oscar wins by film", Context(), TODAY).context
    for question in ("who won best picture in 2017", "who hosted the 2017 golden globes", "thank you", "who won"):
        assert core.answer(question, context, TODAY).reply.chart is None, question


def test_the_bare_word_draws_what_was_told_but_no_chart_again(core: Core) -> None:
    """After an answer "chart" draws it; after a chart, and alone, it says what can be charted."""
    context = core.answer("moonlight oscars", Context(), TODAY).context
    first = core.answer("chart", context, TODAY)
    assert first.reply.chart
    assert core.answer("chart", first.context, TODAY).reply.failure == FailureKind.NEEDS_CONTEXT
    assert core.answer("chart by year", first.context, TODAY).reply.chart


def test_several_names_by_decade_are_offered_one_by_one(core: Core) -> None:
    """Each option gives the chart of one name."""
    reply = ask(core, "chart oscar nominations by decade of meryl streep and cate blanchett")
    assert reply.status == "clarify"
    titles = [chart_of(core, option.question).title for option in reply.options]
    assert titles == [f"{name}: Oscar nominations by decade" for name in ("Meryl Streep", "Cate Blanchett")]


def test_years_are_told(core: Core) -> None:
    """Which years were counted, and of what, stands on the chart."""
    assert "films of 2017" in chart_of(core, "chart emma stone 2017").subtitle
    assert "1990" in chart_of(core, "chart oscar nominations of spielberg since 1990 by year").subtitle


def test_other_answers_have_no_chart(core: Core) -> None:
    """A chart comes only when it is asked for."""
    assert ask(core, "most oscar wins by film").chart is None


# -- cards -----------------------------------------------------------------------------------------------


def card_of(core: Core, question: str) -> Card:
    picture = core.picture(ask(core, question), TODAY)
    assert isinstance(picture, Card)
    return picture


def test_the_card_of_a_ceremony(core: Core) -> None:
    """It names the award, the edition, the day, the host, the winners, and a quote of that night."""
    card = card_of(core, "oscars 2017")
    assert (card.kicker, card.title) == ("Academy Awards", "89th Oscars, 2017")
    assert "February 26, 2017" in card.subtitle
    assert "Jimmy Kimmel" in card.subtitle
    assert [row.value for row in card.rows[:2]] == ["Moonlight", "Damien Chazelle"]
    assert card.rows[1].note == "La La Land"
    assert card.more == "and 16 more awards"
    assert card.quote
    assert "2017" in card.quote.by


def test_the_card_of_a_film(core: Core) -> None:
    """It has the score at each award body, the best known first."""
    card = card_of(core, "titanic")
    assert card.title == "Titanic"
    assert card.rows[0].label == "Oscars 1998"
    assert card.rows[0].value == "11 wins from 14 nominations"


def test_a_card_tells_nothing_before_its_night(core: Core) -> None:
    """As of a day before the ceremony there is no card of it, and none of what only it would tell."""
    assert core.card("e:oscars-89", date(2017, 2, 25)) is None
    assert core.card("e:oscars-89", date(2017, 2, 26)) is not None
    card = core.card("w:tt3783958", date(2017, 2, 1))
    assert card
    assert all(not row.label.startswith("Oscars") for row in card.rows)


@pytest.mark.parametrize("key", ["", "e:", "e:oscars-999", "w:tt0", "p:nobody", "x:oscars-89", "oscars-89"])
def test_an_unknown_key_has_no_card(core: Core, key: str) -> None:
    """A key that names nothing gives nothing."""
    assert core.card(key, TODAY) is None


def test_every_ceremony_has_a_card_that_fits(core: Core) -> None:
    """All editions with winners of ours can be shown; the main award stands first where it was given."""
    for edition in core.world.catalog.editions.values():
        card = core.card(f"e:{edition.id}", TODAY)
        if card is None:
            assert not has_winners(core, edition), edition.id
            continue
        assert 0 < len(card.rows) <= MAX_ROWS + 1
        assert all(row.label and row.value for row in card.rows), edition.id
        assert str(edition.year) in card.title


def has_winners(core: Core, edition: Edition) -> bool:
    sql = "SELECT 1 FROM nomination WHERE edition = ? AND winner = 1 AND official = 1 AND competitive = 1 LIMIT 1"
    return edition.held_by(TODAY) and core.store.row(sql, [edition.id]) is not None
