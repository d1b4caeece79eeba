"""Which film or show a written title means: one id per work, told from its namesakes by kind and year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.build.people import best_spelling
from bot.build.read import Sources
from bot.build.years import in_span
from bot.text import fold

OWN_PREFIX = "w:"
FILM, TV, OTHER = "film", "tv", "other"
_MAX_GAP_YEARS = {FILM: 2, TV: 4, OTHER: 2}
_BRACKETED = re.compile(r"(.+?) \(([^()]+)\)$")


@dataclass(slots=True)
class Work:
    """What is known of one work: how its title is spelt, its film years, in which kinds of category it stands."""

    id: str
    spellings: Counter[str] = field(default_factory=Counter)
    first: int = 9999
    last: int = 0
    kinds: set[str] = field(default_factory=set)

    def see(self, title: str, first: int, last: int, kind: str) -> None:
        """Take in one nomination: the title as written, the film years of its edition, the category's kind."""
        self.spellings[title] += 1
        self.first, self.last = min(self.first, first), max(self.last, last)
        self.kinds.add(kind if kind in (FILM, TV) else OTHER)

    @property
    def kind(self) -> str:
        """Return "film" if it was ever up for a film prize, else "tv", else "other"."""
        return next((kind for kind in (FILM, TV) if kind in self.kinds), OTHER)

    def gap(self, first: int, last: int) -> int:
        """Return how many years lie between this work's years and first..last; 0 when they touch."""
        return max(0, self.first - last, first - self.last)


class Works:
    """Every work of the sources, and the resolution of titles that came without an id."""

    def __init__(self, sources: Sources) -> None:
        self.by_id: dict[str, Work] = {}
        self._by_title: dict[str, set[str]] = defaultdict(set)
        self._rules = [row for row in sources.tables["identities"] if row["kind"] == "work"]
        self._fixed = {row["work"]: row for row in sources.tables["works"]}
        for row in sources.tables["aliases"]:
            if row["kind"] == "work":
                self._by_title[fold(row["alias"])].add(row["id"])

    def add(self, work: str, title: str, first: int, last: int, kind: str) -> None:
        """Take in one nomination of a work whose id is known."""
        self.by_id.setdefault(work, Work(work)).see(title, first, last, kind)
        for form in title_forms(title):
            self._by_title[fold(form)].add(work)

    def resolve(self, title: str, first: int, last: int, kind: str) -> str:
        """Return the id of a title without one, and take the nomination in; a title seen nowhere gets its own id."""
        found = self.find(title, first, last, kind)
        if found is None:
            title = title_forms(title)[-1]
            found = f"{OWN_PREFIX}{fold(title).replace(' ', '-')}-{first}"
        self.add(found, title, first, last, kind)
        return found

    def find(self, title: str, first: int, last: int, kind: str = "") -> str | None:
        """Return the work of that title nearest to the film years first..last, None if there is none near enough."""
        for rule in self._rules:
            if fold(rule["name"]) == fold(title) and in_span(rule["years"], last):
                return rule["id"]
        near: list[tuple[int, int, str]] = []
        for form in title_forms(title):
            near += self._near(fold(form), first, last, kind)
        return min(near)[2] if near else None

    def find_any(self, title: str) -> str | None:
        """Return the work of that title which was nominated most often, whatever its year."""
        known = [self.by_id[work] for work in self._by_title.get(fold(title), ()) if work in self.by_id]
        return max(known, key=lambda work: (work.spellings.total(), work.id)).id if known else None

    def title(self, work: str) -> str:
        """Return the title to show: that of works.csv, else the spelling used most, if possible without brackets."""
        fixed = self._fixed.get(work)
        spellings = self.by_id[work].spellings
        plain = Counter({title: count for title, count in spellings.items() if not _BRACKETED.fullmatch(title)})
        return (fixed and fixed["title"]) or best_spelling(plain or spellings)

    def year(self, work: str) -> int:
        """Return the film year: that of works.csv, else the earliest of its nominations."""
        fixed = self._fixed.get(work)
        return int((fixed and fixed["year"]) or self.by_id[work].first)

    def kind(self, work: str) -> str:
        """Return film, tv or other: that of works.csv, else by the categories it stands in."""
        fixed = self._fixed.get(work)
        return (fixed and fixed["kind"]) or self.by_id[work].kind

    def _near(self, folded: str, first: int, last: int, kind: str) -> list[tuple[int, int, str]]:
        """Return (gap, -nominations, id) of the works with that title, of that kind and near those years."""
        near = []
        for work in (self.by_id[work] for work in self._by_title.get(folded, ()) if work in self.by_id):
            gap = work.gap(first, last)
            if gap <= _MAX_GAP_YEARS[work.kind] and _same_kind(work, kind):
                near.append((gap, -work.spellings.total(), work.id))
        return near


def title_forms(title: str) -> list[str]:
    """Return the title and, for "Seven Samurai (Shichinin no samurai)", the parts; the one to show comes last."""
    match = _BRACKETED.fullmatch(title)
    return [title, match[2], match[1]] if match else [title]


def _same_kind(work: Work, kind: str) -> bool:
    return kind not in (FILM, TV) or work.kinds <= {OTHER} or kind in work.kinds
