"""The statements prepared ahead are those of real questions."""

from __future__ import annotations

import pytest

from bot.query.filters import Filters
from bot.query.rows import find_rows
from bot.query.usual import usual_filters
from bot.store import Store

ASKED = [
    Filters(categories=(("oscars", "best-actress"),), years=(2016, 2016), basis="film", result="won"),
    Filters(bodies=("oscars",), works=(("tt3783958",),)),
    Filters(categories=(("oscars", "best-picture"),), edition="oscars-89", persons=(("nm0000001", "nm0000002"),)),
]


@pytest.mark.parametrize("filters", ASKED)
def test_questions_find_their_statement_prepared(filters: Filters) -> None:
    """A winner of a year and the awards of a film are asked for in statements that were prepared; two namesakes not."""
    prepared = {usual.to_sql()[0] for usual in usual_filters()}
    assert (filters.to_sql()[0] in prepared) is (len(filters.persons[:1]) == 0)


def test_what_is_prepared_is_asked_of_nothing(store: Store) -> None:
    """No nomination meets these conditions, so that it takes no time to ask."""
    assert not any(find_rows(store, filters) for filters in usual_filters())
