"""Charts: rankings, counts by decade, year, award or category, and viewers, as values to be drawn.

Every figure comes from the code that answers the same question in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import FailureKind
from bot.kinds.ceremony import main_body
from bot.kinds.failures import explain
from bot.kinds.most import most_key
from bot.kinds.options import MAX_LABEL_CHARS, find_open_name, which_one
from bot.kinds.ranking import ranked_by, ranking_filters, scope_label, years_label
from bot.kinds.reply import about_name, answered, fail, names_label, not_in_data
from bot.kinds.search import default_award
from bot.kinds.world import World
from bot.model import Kind, Option, Reply
from bot.parse.query import Query
from bot.pictures.model import Bar, Chart
from bot.query.filters import Filters
from bot.query.rank import Step, rank, tally, tally_by
from bot.render.words import bodies_label, cut_list, join, more_tail, plural, unique
from bot.tables import say

MAX_BARS = 12  # of a ranking; more are too many for a phone
MOST_BARS = 15  # where a number is asked for ("top 15")
MAX_TIED = 400  # looked at behind the bars, to tell how many more have as many as the last one
MAX_TOLD = 6  # figures told in the text
_WHAT = {"wins": "chart.wins", "noms": "chart.nominations", "both": "chart.both"}
_TIMES = ("decade", "year")
_STEPS: tuple[tuple[str, Step], ...] = (
    ("plot.decade", "decade"),
    ("plot.year", "year"),
    ("plot.category", "category"),
    ("plot.body", "body"),
)
# Things that awards are not counted by here.
_NO_CHART = (
    "noun.country", "noun.song", "noun.role", "noun.part", "noun.festival", "rel.host", "rel.say", "rel.quote",
    "rel.thank", "ask.age", "agg.youngest", "agg.oldest", "agg.row", "agg.fewest", "rel.never", "rel.lose",
)  # fmt: skip
_COUNTED = (Kind.PERSON, Kind.WORK)


def answer_chart(world: World, query: Query) -> Reply:
    """Answer with a chart and its main figures in words; where there is nothing to plot, with the reason."""
    if query.has("rel.viewers"):
        return _viewers(world, query)
    strange = [word for word in query.leftover if not word.isdigit()]
    if strange:
        return fail(query, FailureKind.UNKNOWN_NAME, say("fail.unknown-name", name=" ".join(strange)))
    query = query.but(names=tuple(name for name in query.names if name.kind in _COUNTED))
    if query.has(*_NO_CHART) or not _says_what(query):
        options = tuple(Option(text, text) for text in say("chart.examples").split("|"))
        return replace(fail(query, FailureKind.NEEDS_CONTEXT, say("chart.usage")), options=options)
    if not query.names and not query.has(*dict(_STEPS)):
        return _ranking(world, query)
    return _counts(world, query)


def _says_what(query: Query) -> bool:
    told = query.names or query.bodies or query.families
    return bool(told or query.has("rel.win", "rel.get", "rel.nominate", "agg.most", "agg.mostwin", "agg.mostnom"))


# -- rankings --------------------------------------------------------------------------------------------


def _ranking(world: World, query: Query) -> Reply:
    """Chart who or what has the most, with wins and nominations where both or nominations are asked for."""
    filters, by = ranking_filters(world, query), ranked_by(world, query)
    key = "noms" if query.has("rel.nominate") else most_key(query)
    found = rank(world.store, filters, by, key, limit=MAX_TIED)
    if not found:
        return explain(world, query)
    limit = min(MOST_BARS, query.number or MAX_BARS)
    shown = found[:limit]
    tied = sum(item.of(key) == shown[-1].of(key) for item in found[limit:])
    what = {"work": "film", "person": "person"}[by]
    title = say("chart.most", what=_unit(world, filters.bodies, key), by=what)
    chart = Chart(
        "ranked",
        title,
        _sentence(scope_label(world, query, filters)),
        tuple(Bar(item.label, item.wins, item.noms if key == "noms" else None) for item in shown),
        _legend(key == "noms"),
        say("chart.more-tied", count=tied, figure=shown[-1].of(key)) if tied else "",
    )
    return _reply(query, chart, unique(item.name for item in shown))


def _unit(world: World, bodies: Sequence[str], key: str) -> str:
    """Return "Oscar wins", "nominations"."""
    what = say(_WHAT[key])
    return f"{world.catalog.bodies[bodies[0]].singular} {what}" if len(bodies) == 1 else what


def _legend(both: bool) -> tuple[str, ...]:
    return (say("chart.wins"), say("chart.nominations")) if both else (say("chart.wins"),)


def _sentence(text: str) -> str:
    """Return a scope to stand by itself: without blanks and commas around it, with a capital."""
    text = text.strip(" ,")
    return text[:1].upper() + text[1:]


# -- counts ----------------------------------------------------------------------------------------------


def _counts(world: World, query: Query) -> Reply:
    """Chart the wins, and the nominations unless only wins are asked for, of names, awards or categories."""
    query = _with_award(world, query)
    open_name = find_open_name(query)
    if open_name:
        return which_one(query, open_name)
    step = _step(query)
    if step and len({name.kind for name in query.names}) < len(query.names):
        return _one_at_a_time(world, query, step)
    filters = world.solver.readings(query)[0].filters.but(competitive=True)
    wins, noms = tally(world.store, filters) if step else _sums(world, query)
    if not noms:
        return explain(world, query)
    only_wins = _asks_wins(query)
    if only_wins and not wins:
        return fail(
            query, FailureKind.NOT_IN_DATA, say("chart.no-wins", name=_subject(world, query, filters), count=noms)
        )
    bars = _name_bars(world, query) if step is None else _step_bars(world, filters, step)
    told = [Bar(bar.label, bar.value) for bar in bars] if only_wins else bars
    limit = len(told) if step in _TIMES else MOST_BARS
    chart = Chart(
        "timeline" if step in _TIMES else "ranked",
        _title(world, query, filters, step, only_wins),
        _scope(query, filters, step, wins, noms),
        tuple(told[:limit]),
        _legend(not only_wins),
        say("chart.more", count=len(told) - limit) if len(told) > limit else "",
    )
    return _reply(query, chart, [f"{bar.label}: {bar.told}" for bar in chart.bars])


def _one_at_a_time(world: World, query: Query, step: Step) -> Reply:
    """Return that several names can only be charted as wholes, with the chart of each alone as an option."""
    what = say(_WHAT["wins" if _asks_wins(query) else "noms"])
    asked = " ".join(filter(None, ("chart", bodies_label(world.catalog, query.bodies), what, say(f"chart.by-{step}"))))
    options = tuple(Option(name.label[:MAX_LABEL_CHARS], f"{asked} of {name.label}") for name in query.names)
    return replace(fail(query, FailureKind.AMBIGUOUS, say("chart.one-name")), status="clarify", options=options)


def _asks_wins(query: Query) -> bool:
    """Return whether wins are asked for, and nominations are not."""
    return query.has("rel.win", "rel.get") and not query.has("rel.nominate")


def _with_award(world: World, query: Query) -> Query:
    """Return the query with its award: all of them where they are compared, else as a count has it."""
    query = query.but(result="any")
    if _step(query) == "body":
        return world.solver.narrow(query)
    query = query if query.names or query.families else query.at_oscars()
    return world.solver.narrow(default_award(world, query.but(ask="count")))


def _step(query: Query) -> Step | None:
    """Return by what the counts are parted, None for one bar for each name."""
    said = next((step for cue, step in _STEPS if query.has(cue)), None)
    if said:
        return said
    if len(query.names) > 1:
        return None
    if len(query.bodies) > 1:
        return "body"
    if query.bodies or query.families:
        return "category" if query.works else "decade"
    return "body"


def _step_bars(world: World, filters: Filters, step: Step) -> list[Bar]:
    """Return one bar for each decade or year from the first to the last, or for each award, the longest first."""
    counts = tally_by(world.store, filters, step)
    if step in _TIMES:
        places = [int(place) for place in counts]
        stride = 10 if step == "decade" else 1
        span = range(min(places), max(places) + 1, stride)
        return [Bar(f"{place}s" if stride == 10 else str(place), *counts.get(str(place), (0, 0))) for place in span]
    bars = [Bar(_label(world, place, step, filters), *count) for place, count in counts.items()]
    return sorted(bars, key=lambda bar: (-bar.value, -bar.length, bar.label))


def _label(world: World, place: str, step: Step, filters: Filters) -> str:
    body, _, category = place.partition("/")
    if step == "body":
        return world.catalog.bodies[body].short
    name = world.catalog.categories[body, category].name
    return name if len(filters.bodies) == 1 else f"{world.catalog.bodies[body].short}, {name}"


def _name_bars(world: World, query: Query) -> list[Bar]:
    """Return one bar for each name, under the same conditions."""
    bars = [Bar(name.label, *_tally_of(world, query, number)) for number, name in enumerate(query.names)]
    return sorted(bars, key=lambda bar: (-bar.value, -bar.length))


def _tally_of(world: World, query: Query, number: int) -> tuple[int, int]:
    alone = query.but(names=query.names[number : number + 1])
    return tally(world.store, world.solver.readings(alone)[0].filters.but(competitive=True))


def _sums(world: World, query: Query) -> tuple[int, int]:
    counts = [_tally_of(world, query, number) for number in range(len(query.names))]
    return sum(wins for wins, _ in counts), sum(noms for _, noms in counts)


def _subject(world: World, query: Query, filters: Filters) -> str:
    """Return what is counted: the names, the category, or the award."""
    categories = join(unique(world.catalog.categories[pair].name for pair in filters.categories)[:2])
    return ", ".join(part for part in (names_label(query), categories) if part) or bodies_label(
        world.catalog, query.bodies
    )


def _title(world: World, query: Query, filters: Filters, step: Step | None, only_wins: bool) -> str:
    """Return "Meryl Streep: Oscar nominations by decade", "Oscar wins by decade"."""
    key = "wins" if only_wins else "noms" if query.has("rel.nominate") else "both"
    what = f"{_unit(world, filters.bodies, key)} {say(f'chart.by-{step}') if step else ''}".strip()
    subject = _subject(world, query, filters)
    return f"{subject}: {what}" if query.names or filters.categories else what[:1].upper() + what[1:]


def _scope(query: Query, filters: Filters, step: Step | None, wins: int, noms: int) -> str:
    """Return what was counted: "3 wins from 21 nominations (competitive awards), by the year of the ceremony"."""
    won, nominated = (
        plural(count, noun).replace(str(count), f"{count:,}") for count, noun in ((wins, "win"), (noms, "nomination"))
    )
    parts = [say("chart.scope", wins=won, noms=nominated)]
    parts += [years_label(query, filters)] if filters.years else []
    parts += [say("chart.ceremony-years")] if step in _TIMES else []
    return _sentence(", ".join(parts))


# -- viewers ---------------------------------------------------------------------------------------------


def _viewers(world: World, query: Query) -> Reply:
    """Chart how many watched the ceremonies of an award, as far as it is on file."""
    body = main_body(query)
    first, last = (query.year.first, query.year.last) if query.year else (0, query.today.year)
    held = [edition for edition in world.catalog.held(body, query.today) if first <= edition.year <= last]
    known = {edition.year: edition.viewers_millions for edition in held if edition.viewers_millions}
    if len(known) < 2:
        return not_in_data(query)
    bars = tuple(Bar(str(year), known.get(year, 0)) for year in range(min(known), max(known) + 1))
    title = say("chart.viewers", body=world.catalog.bodies[body].short)
    chart = Chart("timeline", title, say("chart.viewers-scope"), bars, (say("chart.million"),))
    return _reply(query, chart, [f"{year}: {figure:g}" for year, figure in known.items()])


# -- in words --------------------------------------------------------------------------------------------


def _reply(query: Query, chart: Chart, answers: Sequence[str]) -> Reply:
    """Return a chart with its main figures in words: the first ones, of many years those that stand out."""
    drawn = [bar for bar in chart.bars if bar.length]
    many = chart.kind == "timeline" and len(drawn) > MAX_TOLD + 1
    if many:
        highest = sorted(drawn, key=lambda bar: -bar.length)[:MAX_TOLD]
        shown, rest = [_told(bar) for bar in drawn if bar in highest], list[str]()
    else:
        shown, rest = cut_list([_told(bar) for bar in drawn], MAX_TOLD)
    figures = f"{', '.join(shown)}{more_tail(rest)}"
    text = say("chart.text-peaks" if many else "chart.text", title=chart.title, scope=chart.subtitle, figures=figures)
    about = tuple(about_name(name) for name in query.names)
    return replace(answered(query, text, answers, 84, bold=shown[:1], more=rest, about=about), chart=chart)


def _told(bar: Bar) -> str:
    return f"{bar.label} {bar.told}"
