"""Who won: at least one winner per category, exactly one where nothing else is declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.build.read import Row, Sources
from bot.errors import DataProblem

_TIE = "tie"
Key = tuple[str, str, str, str]


def winners_missing_or_shared(sources: Sources) -> Iterator[DataProblem]:
    """Yield categories without a winner or with several that outcomes.csv does not explain, and idle explanations.

    Several winning rows that name the same people are one prize for several works.
    """
    declared = {_key(row["body"], row): row for row in sources.tables["outcomes"]}
    several = {(row["body"], row["category"]) for row in sources.tables["categories"] if row["winners"] == "many"}
    groups: dict[Key, list[Row]] = defaultdict(list)
    for body, row in sources.nomination_rows():
        groups[_key(body, row)].append(row)
    for key, rows in groups.items():
        outcome = declared.pop(key, None)
        prizes = 1 if (key[0], key[3]) in several else _prizes(rows)
        yield from _judge(rows, prizes, outcome, any(row["winner"] == "1" for row in rows))
    for row in declared.values():
        yield row.problem("there are no nominations for this outcome; take the line out")


def _judge(rows: list[Row], prizes: int, outcome: Row | None, won: bool) -> Iterator[DataProblem]:
    category, declared = rows[0]["category"], outcome["outcome"] if outcome else ""
    if not won and declared in ("", _TIE):
        yield rows[0].problem(f"{category} has no winner; mark one or say why in data/outcomes.csv")
    elif won and prizes > 1 and declared != _TIE:
        yield rows[0].problem(f"{category} has {prizes} winners; mark one or declare a tie in data/outcomes.csv")
    elif outcome is not None and won and (prizes == 1 or declared != _TIE):
        yield outcome.problem(f"{category} has one winner, so nothing is {declared}; take the line out")


def _prizes(rows: list[Row]) -> int:
    """Return the number of prizes given: winning rows, those with the same people counted once."""
    won = [row for row in rows if row["winner"] == "1"]
    return len({row["people"] or f"line {row.line}" for row in won})


def _key(body: str, row: Row) -> Key:
    return body, row["ceremony"], row["year"], row["category"]
