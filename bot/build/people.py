"""Who a written name means: one id per person across all award bodies.

The IMDb id where the row has it; else what identities.csv says about namesakes; else the one known person of
that name; else an id made of the name itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from bot.build.read import Row, Sources
from bot.build.years import in_span
from bot.text import fold

OWN_PREFIX = "p:"
_ACTING = {
    "female": {"best-actress", "best-supporting-actress", "tv-actress", "tv-supporting-actress"},
    "male": {"best-actor", "best-supporting-actor", "tv-actor", "tv-supporting-actor"},
}


class People:
    """Every person of the sources: spellings, ids, and the resolution of names that came without an id."""

    def __init__(self, sources: Sources) -> None:
        self.spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self._ids_by_name: dict[str, Counter[str]] = defaultdict(Counter)
        self._acting: dict[str, set[str]] = defaultdict(set)
        self._rules = _rules(sources.tables["identities"])
        self._alias_ids = {
            fold(row["alias"]): row["id"] for row in sources.tables["aliases"] if row["kind"] == "person"
        }
        for _, row in sources.nomination_rows():
            for name, person in paired(row, "people", "people_ids"):
                if person:
                    self._ids_by_name[fold(name)][person] += 1
        self._biography = self._read_biographies(sources.tables["people"])

    def _read_biographies(self, rows: list[Row]) -> dict[str, Row]:
        """Return the rows of people.csv by id; those without an id go by their name, and last."""
        found = {row["person"]: row for row in rows if row["person"]}
        for person, row in found.items():
            self._ids_by_name[fold(row["name"])][person] += 0
        for row in rows:
            if not row["person"]:
                found.setdefault(self._find(fold(row["name"]), "", 0, ""), row)
        return found

    def resolve(self, name: str, body: str = "", year: int = 0, category: str = "", person: str = "") -> str:
        """Return the id of `name` as written in a row of (body, ceremony year, category), and remember the spelling."""
        found = person or self._find(fold(name), body, year, category)
        self.spellings[found][name] += 1
        return found

    def candidates(self, name: str, body: str, year: int, category: str) -> list[str]:
        """Return the ids that `name` may have; more than one calls for a line in identities.csv."""
        folded = fold(name)
        for rule in self._rules.get(folded, ()):
            if _applies(rule, body, year, category):
                return [rule["id"]]
        known = self._ids_by_name.get(folded)
        if known:
            return [person for person, _ in known.most_common()]
        return [self._alias_ids.get(folded, OWN_PREFIX + folded.replace(" ", "-"))]

    def display_name(self, person: str) -> str:
        """Return the name to show: that of people.csv, else the spelling used most (with accents, if all agree)."""
        if person in self._biography:
            return self._biography[person]["name"]
        return best_spelling(self.spellings[person])

    def see_acting(self, persons: list[str], families: set[str]) -> None:
        """Take in who was up for an acting prize of men or of women; prizes open to both tell nothing."""
        sexes = {sex for sex, prizes in _ACTING.items() if prizes & families}
        if len(sexes) == 1:
            for person in persons:
                self._acting[person] |= sexes

    def acting_gender(self, person: str) -> str | None:
        """Return "female" or "male" when every acting prize says the same, else None."""
        sexes = self._acting.get(person, set())
        return min(sexes) if len(sexes) == 1 else None

    def biography(self, person: str) -> Row | None:
        """Return the row of people.csv, if there is one."""
        return self._biography.get(person)

    def _find(self, folded: str, body: str, year: int, category: str) -> str:
        return self.candidates(folded, body, year, category)[0]


def paired(row: Row, names: str, ids: str) -> list[tuple[str, str]]:
    """Return (name, id) for the values of two parallel cells; an unknown id is empty."""
    values, known = row.many(names), row.many(ids)
    return list(zip(values, known or [""] * len(values), strict=False))


def best_spelling(spellings: Counter[str]) -> str:
    """Return the spelling used most; of one folded form, the one with more accents; then the first by letters."""
    used: Counter[str] = Counter()
    for spelling, count in spellings.items():
        used[fold(spelling)] += count
    return max(spellings, key=lambda name: (used[fold(name)], not name.isascii(), spellings[name], name))


def _rules(rows: list[Row]) -> dict[str, list[Row]]:
    """Return the person rules by folded name, the one with the most conditions first."""
    rules: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "person":
            rules[fold(row["name"])].append(row)
    for found in rules.values():
        found.sort(key=lambda row: -sum(bool(row[column]) for column in ("body", "years", "category")))
    return rules


def _applies(rule: Row, body: str, year: int, category: str) -> bool:
    return (
        rule["body"] in ("", body) and rule["category"] in ("", category) and (not year or in_span(rule["years"], year))
    )
