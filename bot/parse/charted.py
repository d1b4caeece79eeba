"""Charts of what was just told: "chart that", and after a chart "by year", "by person", "nominations"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.parse.frame import Frame
from bot.parse.query import Name, Query

CHART = "plot.chart"
MAX_WORDS = 4  # of what changes the last chart
_CHANGES = ("plot.", "noun.", "rel.win", "rel.nominate")  # cues that do: each takes the place of the last of its kind


def asks_chart(frame: Frame, query: Query, last: Query) -> bool:
    """Return whether the words only ask for a chart, or for another form of the last one."""
    if not query.names_nothing:
        return False
    changes = query.cues - {CHART}
    if frame.has(CHART) and last.intent != "chart":
        return not any(tag.startswith(("rel.", "agg.")) for tag in changes)
    changing = bool(changes) and all(tag.startswith((*_CHANGES, "follow")) for tag in changes)
    return changing and last.intent == "chart" and len(frame.words) <= MAX_WORDS


def chart_of(query: Query, last: Query, subjects: tuple[Name, ...]) -> tuple[Query, tuple[str, ...]]:
    """Return the chart of the last question, or of what its answer was about, and the slots taken over."""
    whole = last.intent == "chart" or bool(last.families)  # then it was about more than one name
    merged = last.but(
        intent="chart",
        ask=query.ask,
        cues=frozenset(_kept_cues(query, last)) | query.cues,
        names=last.names or (() if whole else subjects),
        bodies=() if query.has("plot.body") else last.bodies,
        words=query.words,
        leftover=(),
        hints=query.hints,
        inherited=frozenset({"names"}),
    )
    return merged, ("names", "bodies", "families", "years")


def _kept_cues(query: Query, last: Query) -> Iterator[str]:
    """Yield the cues of the last question but those that have another in their place."""
    groups = [group for group in (*_CHANGES[:2], "rel.") if any(cue.startswith(group) for cue in query.cues - {CHART})]
    yield from (cue for cue in last.cues if not cue.startswith(tuple(groups)))
