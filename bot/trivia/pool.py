"""The pool: every question that the facts allow, counted, drawn and made again from its id.

    pool = Pool(core.world)
    pool.size(wish)                          # how many questions fit
    question = pool.draw(wish, asked, rng)   # one of them, or None
    pool.make(question.id) == question       # so that only ids need be kept

Kinds of question (`Wish.templates`) are the lines of data/trivia/templates.csv; how well known a fact is says
`bot.trivia.known`. The pool is read at its first use (some 2 s) or by `warm_up`; it only reads, and may be shared.
"""

from __future__ import annotations

import random
from collections import OrderedDict, defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from bot.kinds.world import World
from bot.store import Store
from bot.trivia.craft import Key, craft
from bot.trivia.known import MIX, templates
from bot.trivia.model import Level, Mode, Question, Wish
from bot.trivia.survey import Survey
from bot.trivia.templates import ALL

COUNTED_EXACTLY = 150  # up to so many questions each is made before it is counted
_READING_S = 60.0  # what one query that reads the whole store may take, on a busy machine
_WISHES_KEPT = 32
_TRIES = 40  # at random, before all are looked through
_TRIES_APART = 12  # of them, those in which another race than the last ones is wanted
_RECENT = 30  # questions whose races are not asked about again at once

Group = tuple[str, Level]
Groups = dict[Group, list[Key]]


class Pool:
    """All questions over one store."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._kept: OrderedDict[Wish, Groups] = OrderedDict()
        self._barren: set[str] = set()  # the keys of which no fair question can be made

    @cached_property
    def survey(self) -> Survey:
        """The races that questions are made of, read over a connection of their own: elsewhere the core may answer."""
        store = Store(self._world.store.path, limit_s=_READING_S)
        return Survey(self._world._replace(store=store))

    @cached_property
    def keys(self) -> dict[str, Key]:
        """What can be asked, by the id of the question; a few of them turn out to have no fair wrong answers."""
        found = (key for template in ALL.values() for key in template.keys(self.survey))
        return {key.id: key for key in found}

    def warm_up(self) -> None:
        """Read now what would be read at the first question."""
        self.size(Wish())

    def make(self, question_id: str) -> Question | None:
        """Return the question of an id, always the same over one store; None where the store has no such fact."""
        key = self.keys.get(question_id)
        return self._make(key) if key else None

    def _make(self, key: Key) -> Question | None:
        """Return the question of a key, None where no fair one can be made: that is found out once for each."""
        if key.id in self._barren:
            return None
        draft = ALL[key.template].draft(self.survey, key)
        question = craft(key, draft) if draft else None
        if question is None:
            self._barren.add(key.id)
        return question

    def size(self, wish: Wish) -> int:
        """Return how many questions fit: exactly up to `COUNTED_EXACTLY`, above that within some percent."""
        keys = [key for keys in self._groups(wish).values() for key in keys]
        if len(keys) > COUNTED_EXACTLY:
            return len(keys)
        return sum(self._make(key) is not None for key in keys)

    def draw(
        self, wish: Wish, asked: Collection[str], rng: random.Random, recent: Sequence[str] = ()
    ) -> Question | None:
        """Return a question that fits and was not asked, None where nothing fits.

        `asked` are the ids that the chat has had, `recent` those of the running game: when all that fit have been
        asked, they may come again, but for the recent ones. What one question tells of a race is not asked by
        another one soon after. Kinds of question take turns by their weight, levels by `known.MIX`.
        """
        had = asked if isinstance(asked, set | frozenset) else frozenset(asked)
        groups = self._groups(wish)
        return self._draw(groups, had, rng, recent) or self._draw(groups, frozenset(recent), rng, recent)

    def _draw(self, groups: Groups, had: Collection[str], rng: random.Random, recent: Sequence[str]) -> Question | None:
        races = {tuple(ident.split("/")[1:3]) for ident in recent[-_RECENT:]}
        left = dict(groups)
        while left:
            group = _choose(left, rng)
            question = self._draw_one(left[group], had, rng, races)
            if question:
                return question
            del left[group]
        return None

    def _draw_one(
        self, keys: list[Key], had: Collection[str], rng: random.Random, races: Collection[tuple[str, ...]]
    ) -> Question | None:
        """Return a question of one group: tried at random first, since mostly few of them have been asked."""
        for number in range(_TRIES):
            key = rng.choice(keys)
            if key.id in had or (number < _TRIES_APART and _race_id(key) in races):
                continue
            if question := self._make(key):
                return question
        free = [key for key in keys if key.id not in had and key.id not in self._barren]
        rng.shuffle(free)
        return next((question for key in free if (question := self._make(key))), None)

    def _groups(self, wish: Wish) -> Groups:
        """Return the keys that fit a wish by template and level."""
        if wish in self._kept:
            self._kept.move_to_end(wish)
            return self._kept[wish]
        found: Groups = defaultdict(list)
        for key in self.keys.values():
            if fits(key, wish):
                found[key.template, key.level].append(key)
        self._kept[wish] = dict(found)
        if len(self._kept) > _WISHES_KEPT:
            self._kept.popitem(last=False)
        return self._kept[wish]


def fits(key: Key, wish: Wish) -> bool:
    """Return whether a question is what somebody wishes for."""
    families = key.race.category.families if key.race else ()
    return (
        (wish.level is None or key.level is wish.level)
        and (not wish.bodies or key.edition.body in wish.bodies)
        and (wish.first_year is None or key.edition.year >= wish.first_year)
        and (wish.last_year is None or key.edition.year <= wish.last_year)
        and (not wish.templates or key.template in wish.templates)
        and (not wish.families or not set(wish.families).isdisjoint(families))
        and (not (wish.works or wish.people) or not {*wish.works, *wish.people}.isdisjoint(key.about))
        and (wish.mode is not Mode.TYPED or templates()[key.template]["typed"] == "1")
    )


def _choose(groups: Groups, rng: random.Random) -> Group:
    """Return a group by the weights of its template and its level."""
    names = sorted(groups)
    weights = [float(templates()[name]["weight"]) * MIX[level] for name, level in names]
    return rng.choices(names, weights)[0]


def _race_id(key: Key) -> tuple[str, str]:
    return key.edition.id, key.race.category.id if key.race else "-"
