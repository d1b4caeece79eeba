"""Every mistake in the data files at once, each with its place, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from bot.build.checks import cells, duplicates, known, names, prose, timeline, winners, wordings
from bot.build.read import Sources, read_sources, read_words
from bot.errors import DataProblem

Check = Callable[[Sources], Iterator[DataProblem]]

CHECKS: tuple[Check, ...] = (
    cells.bad_values,
    cells.blank_ends,
    cells.unpaired_ids,
    duplicates.repeated_keys,
    duplicates.repeated_nominations,
    known.unknown_bodies,
    known.unknown_categories,
    known.unknown_families,
    known.unknown_ids,
    names.colliding_aliases,
    names.unsettled_namesakes,
    timeline.dates_out_of_order,
    timeline.years_that_disagree,
    winners.winners_missing_or_shared,
    prose.quotes,
    prose.facts,
    wordings.empty_or_repeated,
    wordings.intents,
    wordings.television,
    wordings.prominence,
)


def check_data(data_dir: Path) -> list[DataProblem]:
    """Return all problems of the files under `data_dir`, by file and line; an empty list when all is well.

    Each check looks at every row it can read: a row with a bad number is reported by `cells.bad_values` and
    passed over by the checks that need the number.
    """
    sources = read_sources(data_dir)
    read_words(data_dir, sources)
    found = set(sources.problems)
    for check in CHECKS:
        found.update(check(sources))
    return sorted(found)
