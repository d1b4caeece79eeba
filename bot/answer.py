"""The pipeline: an utterance, the chat's context and the date in; a reply, the new context and a trace out."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from bot.build.freshness import ensure_store
from bot.catalog import Catalog
from bot.context import offered, other_reading, recall_query, remember, topic_of, with_other
from bot.described import describe_frame, describe_intent, describe_query
from bot.dispatch import SURE_FACT, answer_command, answer_query
from bot.errors import FailureKind, StoreTimeout
from bot.kinds.cards import make_card
from bot.kinds.codes import Code, make_code, read_code
from bot.kinds.facts import find_facts
from bot.kinds.pressed import answer_code
from bot.kinds.reply import join_readings, join_two
from bot.kinds.scope import is_about_awards, is_fact_like, is_for_facts
from bot.kinds.steps import step, with_steps
from bot.kinds.world import World
from bot.lexicon import Lexicon
from bot.link.linker import Linker
from bot.link.plain import common_words
from bot.model import Answered, Candidate, Context, Option, Reply, Stage
from bot.parse.ask import find_ask
from bot.parse.build import build_query
from bot.parse.commands import Command, commanded, read_command
from bot.parse.families import choose_families
from bot.parse.followup import FollowUps, Merged
from bot.parse.frame import Frame
from bot.parse.intents import IntentTable, find_features
from bot.parse.joined import Joined
from bot.parse.mend import Mender
from bot.parse.night import Night
from bot.parse.pair import split_pair, split_told
from bot.parse.query import Query
from bot.parse.reader import FrameReader
from bot.parse.reread import Rereader
from bot.parse.restate import restate
from bot.parse.wordings import Wordings
from bot.pictures.model import Card, Picture
from bot.query.places import Places
from bot.query.solve import Solver
from bot.query.usual import prepare_usual
from bot.recall.facts import FactFinder
from bot.recall.quotes import QuoteFinder
from bot.render.dates import dates_in
from bot.store import Store
from bot.tables import per_data, read_table, say, word_group
from bot.text import fold, sound_text

MAX_MORE_LINES = 10
MIN_LEFT = 3  # words that nothing explains: then "more" asks for no more of a list
MISREAD = frozenset(
    {
        FailureKind.NOT_UNDERSTOOD,
        FailureKind.OFF_TOPIC,
        FailureKind.UNKNOWN_NAME,
        FailureKind.NOT_IN_DATA,
        FailureKind.NO_SUCH_CATEGORY,
    }
)  # failures that a slip may be the cause of
_TURNS = ("first", "second", "third", "fourth", "fifth")  # as many as there are options of a question
_PICKED_BY_LABEL = frozenset({"ask", "reading"})  # a step's label ("La La Land") may be a question of its own


@dataclass
class _Clock:
    """Collects the stages of one question with the time each took."""

    stages: list[Stage] = field(default_factory=list)
    started: float = field(default_factory=time.perf_counter)

    def mark(self, name: str, describe: Callable[[], str]) -> None:
        """End a stage; it is described when somebody looks at the trace."""
        now = time.perf_counter()
        self.stages.append(Stage(name, describe, (now - self.started) * 1000))
        self.started = time.perf_counter()


class Core:
    """Answers questions from one store. Holds no state of any chat; safe to share between chats."""

    def __init__(self, store: Store) -> None:
        catalog = Catalog(store)
        lexicon = Lexicon()
        linker = Linker(store, lexicon.words)
        self.store = store
        self.intents = IntentTable()
        told = {word for row in read_table("lexicon/topics") for word in row["phrase"].split()}
        questions = [row["wording"] for row in read_table("lexicon/wordings")]
        wordings = Wordings(questions, (phrase for phrase, _ in lexicon.phrases()))
        mender = Mender(lexicon, linker, told, wordings)
        self.reader = FrameReader(lexicon, linker, mender, Joined(mender.vocabulary, wordings.pairs, mender.is_word))
        self.rereader = Rereader(mender, linker, wordings)
        self.followups = FollowUps(Night(catalog, self._choose), self._gender_of)
        self.world = World(
            store=store,
            catalog=catalog,
            lexicon=lexicon,
            linker=linker,
            solver=Solver(store, catalog),
            facts=FactFinder(store),
            quotes=QuoteFinder(store),
            places=Places(store, catalog),
            chance=partial(random.Random, 0),
            common=common_words(),
        )

    def answer(
        self,
        utterance: str,
        context: Context,
        today: date,
        rng: random.Random | None = None,
        shown: Collection[str] = (),
    ) -> Answered:
        """Return the reply to one utterance of a chat that stands in `context`, as of `today`.

        `shown` are the ids (`Quote.id`) of the quotes that the chat has seen: where a quote is chosen by chance,
        those come last. Nothing is kept and nothing but the store is read; the same arguments give the same reply.
        """
        with dates_in(context.dates):
            return self._answer(utterance, context, today, rng, shown)

    def _answer(
        self, utterance: str, context: Context, today: date, rng: random.Random | None, shown: Collection[str]
    ) -> Answered:
        clock = _Clock()
        utterance = sound_text(utterance)
        picked = pick_option(utterance, context)
        if picked:
            utterance = picked.question
            shown = {*shown, *topic_of(context.slots).quotes} if picked.kind == "again" else shown
            context = replace(context, options=())
        elif again := restate(fold(utterance).split(), fold(topic_of(context.slots).asked).split()):
            return self._answer(" ".join(again), replace(context, slots={}), today, rng, shown)
        code = read_code(utterance)
        if code:
            return self._press(code, context, today, clock)
        if (pair := split_pair(utterance)) and (two := self._answer_two(pair, context, today, rng, shown)):
            first, second = two
            joined = join_two(first.reply, second.reply)
            return replace(second, reply=joined, trace=(*first.trace, *second.trace))
        if (told := split_told(utterance)) and (two := self._answer_two(told, context, today, rng, shown)):
            return two[1]  # what is told first only says whom the question means
        chance = partial(random.Random, utterance) if rng is None else lambda: rng
        world = self.world._replace(chance=chance, shown=frozenset(shown))
        merged, reply = self._read_and_answer(utterance, context, today, world, clock)
        if self._may_be_misread(merged.query, reply):
            merged, reply = self._read_again(merged.query, context, today, world, clock) or (merged, reply)
        reply = replace(reply, slots=merged.query.slots(), steps=with_steps(world, merged.query, reply))
        answered = Answered(reply, remember(merged.query, reply, context), tuple(clock.stages))
        other = other_reading(context) if merged.inherited and not merged.query.tells_year else None
        return self._beside(answered, self._answer(utterance, other, today, rng, shown)) if other else answered

    def _read_and_answer(
        self, utterance: str, context: Context, today: date, world: World, clock: _Clock
    ) -> tuple[Merged, Reply]:
        merged = self._understand(utterance, context, today, clock)
        clock.mark("query", lambda: describe_query(merged))
        reply = _execute(world, merged.query, context, read_command(utterance))
        clock.mark("answer", lambda: f"{reply.status} {reply.failure or ''} {list(reply.answers)}")
        return merged, reply

    def _may_be_misread(self, query: Query, reply: Reply) -> bool:
        """Return whether an unexplained word may be why a question failed, or was answered beside the point."""
        if not query.leftover or reply.fact or reply.quote:
            return False
        if reply.status == "answered":
            return any(self.world.linker.is_unknown(word) for word in query.leftover)
        return reply.failure in MISREAD

    def _read_again(
        self, query: Query, context: Context, today: date, world: World, clock: _Clock
    ) -> tuple[Merged, Reply] | None:
        """Return a reading of the words, with bolder slips in them, that explains all of them and has an answer."""
        is_ours = is_about_awards(query)
        for words in self.rereader.find(query.words, query.hints.leftover_at, is_ours=is_ours):
            again, reply = self._read_and_answer(words, context, today, world, clock)
            latest = is_ours and again.query.means_latest  # the word mended was to tell which one is meant
            if reply.status == "answered" and not again.query.leftover and not latest:
                return again, reply
        return None

    def _beside(self, first: Answered, second: Answered) -> Answered:
        """Return a follow-up answered under both readings of a year, one answer where they agree or one fails."""
        if second.reply.status != "answered" or second.reply.text == first.reply.text:
            return first
        if first.reply.status != "answered":
            return second
        edition = self.world.catalog.editions.get(topic_of(second.context.slots).edition)
        label = say("reading.ceremony", when=edition.year) if edition else say("reading.other")
        reply = join_readings(first.reply, second.reply, label)
        return replace(first, reply=reply, context=with_other(first.context, second.context))

    def _answer_two(
        self,
        two: tuple[str, str],
        context: Context,
        today: date,
        rng: random.Random | None,
        shown: Collection[str],
    ) -> tuple[Answered, Answered] | None:
        """Return the answers to two texts, the second in the context of the first; None unless both are answered."""
        first = self._answer(two[0], context, today, rng, shown)
        if first.reply.status != "answered":
            return None
        second = self._answer(two[1], first.context, today, rng, shown)
        return (first, second) if second.reply.status == "answered" and second.reply.text != first.reply.text else None

    def picture(self, reply: Reply, today: date) -> Picture | None:
        """Return what can be drawn of a reply, as of `today`: its chart, or the card it names; None for most."""
        return reply.chart or self.card(reply.card, today)

    def card(self, key: str, today: date) -> Card | None:
        """Return the card of a key (see `Reply.card`) as of `today`, or None where there is nothing to show."""
        return make_card(self.world, key, today)

    def _press(self, code: Code, context: Context, today: date, clock: _Clock) -> Answered:
        """Return the reply to a button, which needs no context, and what to remember of it."""
        if code.verb == "more":
            return self._rest(code, context, today)
        query, reply = answer_code(self.world, code, today)
        reply = replace(reply, slots=query.slots(), steps=with_steps(self.world, query, reply))
        clock.mark("code", lambda: f"{code.verb} {code.args} {reply.status}")
        return Answered(reply, remember(query, reply, context), tuple(clock.stages))

    def _rest(self, code: Code, context: Context, today: date) -> Answered:
        """Return the lines of a list from some place on, by asking its question again."""
        first, question = int(code.args[0]), code.args[1]
        whole = self.answer(question, Context(), today)
        rest = (*whole.reply.lines, *whole.reply.more)[first:]
        if not rest:
            return replace(whole, reply=more_reply(Context()), context=context)
        listed = replace(context, more=rest)
        reply = replace(more_reply(listed), title=whole.reply.title)
        code_on = make_code("more", str(first + len(reply.lines)), question) if reply.more else ""
        steps = (step("more", code_on), step("back", question)) if code_on else (step("back", question),)
        reply = replace(reply, steps=steps)
        return Answered(reply, replace(whole.context, options=offered(reply), more=reply.more), whole.trace)

    def warm_up(self) -> None:
        """Read now what would be read at the first question that needs it; some 0.8 s, for those who stay.

        One question of each kind is answered as well: its statements are prepared then, and its tables read.
        """
        self.world.linker.warm_up()
        self.world.facts.warm_up()
        self.world.quotes.load()
        self.world.places.warm_up()
        prepare_usual(self.store)
        for example in self.intents.examples:
            self.answer(example, Context(), self.world.catalog.newest)

    def _understand(self, utterance: str, context: Context, today: date, clock: _Clock) -> Merged:
        """Return the query of an utterance, completed from what the chat remembers."""
        command = read_command(utterance)
        frame = self.reader.read(command.words if command else utterance, today)
        clock.mark("words", lambda: " ".join(frame.words))
        clock.mark("mentions", lambda: describe_frame(frame))
        frame.ask = find_ask(frame)
        frame.chosen = choose_families(frame, self.world.lexicon)
        if command:
            clock.mark("intent", lambda: f"{command.intent} (/{command.verb})")
            query = build_query(frame, command.intent, self.world.lexicon)
            return Merged(commanded(command, frame, query, self._whole(frame)))
        features = find_features(frame)
        rule = self.intents.choose(features)
        clock.mark("intent", lambda: describe_intent(rule, features))
        query = build_query(frame, rule.intent if rule else "", self.world.lexicon)
        merged = self.followups.merge(frame, query, features, recall_query(context, today))
        return Merged(query) if merged.inherited and self._is_told_alone(query) else merged

    def _is_told_alone(self, query: Query) -> bool:
        """Return whether a stored fact surely answers the words as they stand, whatever was asked before."""
        if not (query.leftover or query.has("ask.why") or is_for_facts(query) or is_fact_like(query)):
            return False
        found = find_facts(self.world, query)
        return bool(found) and found[0].score >= SURE_FACT

    def _whole(self, frame: Frame) -> tuple[Candidate, ...]:
        """Return the names that are just these words, or these words without the year that tells which one is meant."""
        dated = {at for ref in frame.years for at in range(ref.start, ref.end)}
        undated = [token for at, token in enumerate(frame.tokens) if at not in dated]
        return self.world.linker.whole(frame.tokens) or self.world.linker.whole(undated)

    def _gender_of(self, person: str) -> str:
        row = self.store.row("SELECT gender FROM person WHERE id = ?", [person])
        return (row["gender"] or "") if row else ""

    def _choose(self, features: set[str]) -> str:
        rule = self.intents.choose(features)
        return rule.intent if rule else ""


def _execute(world: World, query: Query, context: Context, command: Command | None) -> Reply:
    if query.intent == "more" and len(query.leftover) < MIN_LEFT:
        return more_reply(context)
    try:
        return answer_command(world, query, command) if command else answer_query(world, query)
    except StoreTimeout:
        return Reply("unknown", query.intent, say("fail.timed-out"), failure=FailureKind.TIMED_OUT)


def more_reply(context: Context) -> Reply:
    """Return the lines that the last answer left out."""
    if not context.more:
        return Reply("unknown", "more", say("talk.more-none"), failure=FailureKind.NEEDS_CONTEXT)
    shown, rest = context.more[:MAX_MORE_LINES], context.more[MAX_MORE_LINES:]
    return Reply("answered", "more", "\n".join(shown), answers=shown, lines=shown, more=rest, confidence=90)


def pick_option(utterance: str, context: Context) -> Option | None:
    """Return the option that an utterance picks by its number or its label, or None."""
    text = fold(utterance) if context.options else ""
    if not text:
        return None
    if text.isdigit() and 1 <= int(text) <= len(context.options):
        return context.options[int(text) - 1]
    named = [option for option in context.options if option.kind in _PICKED_BY_LABEL]
    picked = next((option for option in named if fold(option.label) == text), None)
    return picked or _pick_by_words(text, context) or _pick_by_part(text, named)


def _pick_by_words(text: str, context: Context) -> Option | None:
    """Return the step that words ask for: "another one", "source"; "more" is for a list where there is more of one."""
    kind = _picks().get(text)
    if kind == "again" and context.more:
        return None
    return next((option for option in context.options if option.kind == kind), None)


def _pick_by_part(text: str, named: Sequence[Option]) -> Option | None:
    """Return the one option that a turn or a part of its label tells: "the second one", "audrey", "the 2018 one"."""
    words = [word for word in text.split() if word not in word_group("pick-filler")]
    turn = next((number for number, word in enumerate(_TURNS, 1) if words in ([word], [f"{number}"])), 0)
    if turn:
        return named[turn - 1] if turn <= len(named) else None
    fitting = [option for option in named if words and set(words) <= set(fold(option.label).split())]
    return fitting[0] if len(fitting) == 1 else None


@per_data
def _picks() -> dict[str, str]:
    """Return the kinds of step by the words that ask for them."""
    return {row["phrase"]: row["kind"] for row in read_table("lexicon/picks")}


def load_core(path: Path | None = None) -> Core:
    """Open the store (built first when it is missing or older than the data) and return the core.

    Raises:
        DataError: when the store has to be built and the data files have problems.
        StoreError: when the store at `path` cannot be read.
    """
    return Core(Store(path or ensure_store()))
