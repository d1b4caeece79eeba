"""Years and dates that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.build.checks import values
from bot.build.read import Row, Sources
from bot.build.years import film_span
from bot.errors import DataProblem


def dates_out_of_order(sources: Sources) -> Iterator[DataProblem]:
    """Yield ceremonies dated outside their year or before an earlier edition, and people who die before birth."""
    latest: dict[str, Row] = {}
    for row in sources.tables["ceremonies"]:
        if not row["date"] or values.iso_date(row["date"]):
            continue
        if row["date"][:4] != row["year"]:
            yield row.problem(f"date {row['date']} is not in the year {row['year']}; correct one of them")
        before = latest.get(row["body"])
        if before is not None and row["date"] <= before["date"]:
            yield row.problem(
                f"date {row['date']} is not after {before['date']} in line {before.line}; put them in order"
            )
        latest[row["body"]] = row
    for row in sources.tables["people"]:
        if row["birth"] and row["death"] and row["death"][:4] < row["birth"][:4]:
            yield row.problem(f"death {row['death']} is before birth {row['birth']}; correct one of them")


def years_that_disagree(sources: Sources) -> Iterator[DataProblem]:
    """Yield editions, film years and categories whose years do not fit those stated elsewhere."""
    yield from _film_years(sources)
    yield from _edition_years(sources)
    yield from _category_years(sources)


def _film_years(sources: Sources) -> Iterator[DataProblem]:
    """Yield ceremonies that honour films of the future, or of long ago."""
    for row in sources.tables["ceremonies"]:
        if values.year(row["year"]) or not row["film_years"] or values.film_years(row["film_years"]):
            continue
        _, last = film_span(row["film_years"], int(row["year"]), 0)
        if not int(row["year"]) - 2 <= last <= int(row["year"]):
            yield row.problem(
                f"film_years {row['film_years']} does not fit the year {row['year']}; correct one of them"
            )


def _edition_years(sources: Sources) -> Iterator[DataProblem]:
    """Yield the rows that place an edition's ordinal in another year than the row that came first."""
    years: dict[tuple[str, str], Row] = {}
    rows = [*((row["body"], row) for row in sources.tables["ceremonies"]), *sources.nomination_rows()]
    rows += [(row["body"], row) for name in ("outcomes", "quotes") for row in sources.tables[name]]
    for body, row in rows:
        first = years.setdefault((body, row["ceremony"]), row) if row["ceremony"] else row
        if first["year"] != row["year"]:
            yield row.problem(
                f"ceremony {row['ceremony']} is in {row['year']} here and in {first['year']} at "
                f"{first.path}:{first.line}; correct one of them"
            )


def _category_years(sources: Sources) -> Iterator[DataProblem]:
    """Yield the categories whose first or last year is not that of their nominations."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for body, row in sources.nomination_rows():
        if not values.year(row["year"]):
            seen[body, row["category"]].append(int(row["year"]))
    for row in sources.tables["categories"]:
        years = seen.get((row["body"], row["category"]))
        if years is None:
            yield row.problem(f"category {row['category']} of {row['body']} has no nominations; take the line out")
        elif (row["first_year"], row["last_year"]) != (str(min(years)), str(max(years))):
            yield row.problem(
                f"first_year and last_year are {row['first_year']} and {row['last_year']}, but the nominations run "
                f"from {min(years)} to {max(years)}; write these"
            )
