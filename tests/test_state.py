"""What the bot must not forget, on real databases: files of SQLite and a PostgreSQL server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from bot.model import Context, Option
from bot.state import answers, chats, contexts, inbox, outbox, quoted, shared
from bot.state.chats import ChatSettings, Standing
from bot.state.contexts import Conversation
from bot.state.database import State, open_state
from bot.state.forget import forget_user
from bot.state.grouped import Grouped
from bot.state.inbox import StoredUpdate
from bot.state.outbox import Outgoing, Sent
from bot.state.outcomes import Outcome, store_outcomes
from bot.state.prune import DAY_S, prune
from bot.state.supergroup import migrate_chat
from bot.state.tables import PASSING, metadata

pytestmark = pytest.mark.anyio

NOW = 1_700_000_000.0
ADA, BEN, GROUP, SUPERGROUP = 2**40 + 11, 12, -100, -(2**40)
IN_PRIVATE, IN_GROUP = Conversation(ADA, None, ADA), Conversation(GROUP, 7, ADA)
ABOUT = Context({"year": 2017, "name": "Ádám\U0001f3ac"}, (Option("a", "b"),), ("more",))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def state(state_url: URL) -> AsyncIterator[State]:
    """An open, empty state database."""
    state = open_state(state_url)
    yield state
    await state.close()


def update_of(number: int, lane: int = GROUP) -> StoredUpdate:
    return StoredUpdate(number, lane, {"update_id": number, "message": {"text": "who\x00 won\ud83d"}}, NOW)


def text_to(chat_id: int, text: str, **more: Any) -> Outgoing:
    return Outgoing(chat_id, "sendMessage", {"text": text}, **more)


def counts(db: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
        if table not in PASSING
    }


async def test_a_context_is_remembered_for_its_conversation_until_it_expires(state: State) -> None:
    """By chat, topic and user; a later one takes its place; an empty one forgets it."""
    await state.run(lambda db: contexts.save(db, {IN_PRIVATE: ABOUT, IN_GROUP: Context({"year": 1})}, NOW))
    await state.run(lambda db: contexts.save(db, {IN_GROUP: Context({"year": 2})}, NOW + 1))
    load: Callable[[Conversation, float], Any] = lambda who, at: state.run(lambda db: contexts.load(db, who, at))  # noqa: E731
    assert await load(IN_PRIVATE, NOW + contexts.EXPIRES_AFTER_S) == ABOUT
    assert await load(IN_PRIVATE, NOW + contexts.EXPIRES_AFTER_S + 0.1) == Context()
    assert await load(IN_GROUP, NOW) == Context({"year": 2})
    for other in (Conversation(GROUP, None, ADA), Conversation(GROUP, 7, BEN), Conversation(BEN, 7, ADA)):
        assert await load(other, NOW) == Context()
    await state.run(lambda db: contexts.save(db, {IN_GROUP: Context()}, NOW))
    assert await load(IN_GROUP, NOW) == Context()


async def test_an_update_is_stored_once_and_taken_up_until_it_is_done(state: State) -> None:
    """Those that are stored already are told from the new ones; what a done one said is gone."""
    assert await state.run(lambda db: inbox.store(db, [update_of(5), update_of(3)])) == {3, 5}
    assert await state.run(lambda db: inbox.store(db, [update_of(5), update_of(6)])) == {6}
    assert await state.run(lambda db: inbox.store(db, [])) == set()
    await state.run(lambda db: inbox.finish(db, [3], NOW))
    undone = await state.run(lambda db: inbox.take_undone(db, NOW))
    assert [(each.update_id, each.lane, each.attempts) for each in undone] == [(5, GROUP, 0), (6, GROUP, 0)]
    assert undone[0].body == update_of(5).body
    assert await state.run(lambda db: inbox.store(db, [update_of(3)])) == set()
    raw = await state.run(lambda db: db.exec_driver_sql("SELECT raw, lane FROM updates WHERE update_id = 3").one())
    assert tuple(raw) == ("", 0)


async def test_what_to_send_may_be_decided_in_the_transaction_that_marks_the_update(state: State) -> None:
    """What a play writes, what it returns and the mark are stored together, or none of them."""
    await state.run(lambda db: inbox.store(db, [update_of(1), update_of(2)]))

    def greet(db: Connection) -> list[Outgoing]:
        chats.meet(db, GROUP, "supergroup", NOW)
        return [text_to(GROUP, "known" if chats.standing_of(db, GROUP) else "new")]

    def fail(db: Connection) -> list[Outgoing]:
        greet(db)
        raise ValueError("no such game")

    with pytest.raises(ValueError, match="no such game"):
        await state.run(lambda db: store_outcomes(db, [Outcome(2, plays=[fail])], NOW))
    assert await state.run(lambda db: chats.standing_of(db, GROUP)) is None
    outcome = Outcome(1, outgoing=[text_to(GROUP, "first")], plays=[greet])
    [pending] = await state.run(lambda db: store_outcomes(db, [outcome], NOW))
    assert [each.what.params["text"] for each in pending] == ["first", "known"]
    assert pending == await state.run(outbox.unsent)
    assert [each.update_id for each in await state.run(lambda db: inbox.take_undone(db, NOW))] == [2]


async def test_an_update_that_ended_the_program_again_and_again_is_given_up(state: State) -> None:
    """It is begun three times, and no more; one that waited behind it is not suspected of anything."""
    await state.run(lambda db: inbox.store(db, [update_of(5), update_of(6)]))
    ends = []
    for _ in range(4):
        found = await state.run(lambda db: inbox.take_undone(db, NOW))
        ends.append([(each.update_id, each.attempts) for each in found])
        if found[0].attempts:
            await state.run(lambda db: inbox.begin(db, [found[0].update_id]))  # noqa: B023
        await state.run(inbox.suspect)  # as the next start does
    assert ends == [[(5, 0), (6, 0)], [(5, 1), (6, 0)], [(5, 2), (6, 0)], [(6, 0)]]


async def test_an_update_that_somebody_else_has_done_leads_to_nothing_more(state: State) -> None:
    """Of two who handle it, as after one was taken for dead, the first to end counts."""
    await state.run(lambda db: inbox.store(db, [update_of(1)]))
    outcomes = [Outcome(1, {IN_GROUP: Context({"year": year})}, [], [text_to(GROUP, str(year))]) for year in (1, 2)]
    for outcome in outcomes:
        await state.run(lambda db: store_outcomes(db, [outcome], NOW))  # noqa: B023
    assert [each.what.params["text"] for each in await state.run(outbox.unsent)] == ["1"]
    assert await state.run(lambda db: contexts.load(db, IN_GROUP, NOW)) == Context({"year": 1})


async def test_an_outcome_is_stored_as_a_whole_or_not_at_all(state: State) -> None:
    """One that cannot be stored leaves nothing behind, and takes none of those with it that come at the same time."""
    await state.run(lambda db: inbox.store(db, [update_of(1), update_of(2), update_of(3)]))
    broken = Outcome(2, {IN_GROUP: ABOUT}, [lambda db: db.exec_driver_sql("INSERT INTO chats DEFAULT VALUES")])
    broken.outgoing.append(text_to(GROUP, "never"))
    grouped: Grouped[Outcome, Any] = Grouped(state, lambda db, outcomes: store_outcomes(db, outcomes, NOW))
    good = [Outcome(number, {}, [], [text_to(GROUP, f"{number}{part}") for part in "ab"]) for number in (1, 3)]
    results = await asyncio.gather(grouped.do(good[0]), grouped.do(broken), grouped.do(good[1]), return_exceptions=True)
    assert isinstance(results[1], IntegrityError)
    stored = await state.run(outbox.unsent)
    assert [each.what.params["text"] for each in stored] == ["1a", "1b", "3a", "3b"]
    assert not isinstance(results[0], BaseException)
    assert not isinstance(results[2], BaseException)
    assert [*results[0], *results[2]] == stored
    undone = await state.run(lambda db: inbox.take_undone(db, NOW))
    assert [each.update_id for each in undone] == [2]
    assert await state.run(lambda db: contexts.load(db, IN_GROUP, NOW)) == Context()


async def test_works_that_share_a_transaction_fail_alone(state: State) -> None:
    """Of a hundred at once, every tenth fails; the others are all stored."""

    def work(number: int) -> Callable[[Connection], None]:
        def note(db: Connection) -> None:
            quoted.note(db, GROUP, f"q{number}", NOW)
            if number % 10 == 0:
                raise ValueError(number)

        return note

    results = await asyncio.gather(*(state.run(work(number)) for number in range(100)), return_exceptions=True)
    assert [number for number, result in enumerate(results) if result is not None] == list(range(0, 100, 10))
    assert len(await state.run(lambda db: quoted.shown_in(db, GROUP))) == 90


async def test_a_message_waits_until_it_is_sent_and_then_answers_its_question(state: State) -> None:
    """What it said is gone then; one that was given up waits no longer."""
    first, second = text_to(GROUP, "é", question_id=5, user_id=ADA, files={"photo": "x.png"}), text_to(ADA, "b")
    one, two = await state.run(lambda db: outbox.add(db, [first, second], NOW))
    assert await state.run(outbox.unsent) == [one, two]
    await state.run(lambda db: outbox.postpone(db, two.id, NOW + 9, 2))
    assert (await state.run(outbox.unsent))[1].not_before == NOW + 9
    await state.run(lambda db: outbox.mark_sent(db, [Sent(one, 77, NOW + 1)]))
    await state.run(lambda db: outbox.give_up(db, two.id, "blocked" * 99, NOW))
    assert await state.run(outbox.unsent) == []
    assert await state.run(lambda db: answers.of_question(db, GROUP, 5)) == [77]
    assert await state.run(lambda db: answers.asker_of(db, GROUP, 77)) == ADA
    assert await state.run(lambda db: outbox.sent_since(db, NOW)) == [(GROUP, NOW + 1)]
    left = await state.run(lambda db: db.exec_driver_sql("SELECT params, files FROM outbox").all())
    assert {tuple(row) for row in left} == {("", "")}


async def test_settings_and_standing_of_a_chat(state: State) -> None:
    """A chat that was never met has the usual settings; meeting it again leaves them as they were set."""
    assert await state.run(lambda db: chats.settings_of(db, GROUP)) == ChatSettings()
    night = ChatSettings(dates="de", quotes=False, quiet_from=1320, quiet_until=420, timezone="Europe/Berlin")
    await state.run(lambda db: chats.save_settings(db, GROUP, "group", night, NOW))
    await state.run(lambda db: chats.set_standing(db, GROUP, Standing.LEFT, NOW))
    assert await state.run(lambda db: chats.standing_of(db, GROUP)) == Standing.LEFT
    await state.run(lambda db: chats.meet(db, GROUP, "supergroup", NOW))
    assert await state.run(lambda db: chats.standing_of(db, GROUP)) == Standing.ACTIVE
    assert await state.run(lambda db: chats.settings_of(db, GROUP)) == night
    assert await state.run(lambda db: chats.standing_of(db, ADA)) is None


async def test_everything_of_a_group_moves_to_its_supergroup(state: State) -> None:
    """Also twice, as both chats tell of it, and without losing what the new one has already."""
    night = ChatSettings(quiet_from=1320, quiet_until=420)

    def fill(db: Connection) -> None:
        chats.save_settings(db, GROUP, "group", night, NOW)
        contexts.save(db, {IN_GROUP: ABOUT, IN_PRIVATE: ABOUT}, NOW)
        quoted.note(db, GROUP, "q1", NOW)
        quoted.note(db, SUPERGROUP, "q1", NOW)
        quoted.note(db, GROUP, "q2", NOW)
        answers.link(db, [answers.Link(GROUP, 6, 5, ADA, NOW)])
        outbox.add(db, [text_to(GROUP, "to be sent"), text_to(ADA, "not this")], NOW)
        inbox.store(db, [update_of(1), update_of(2, ADA)])

    await state.run(fill)
    for _ in range(2):
        await state.run(lambda db: migrate_chat(db, GROUP, SUPERGROUP, NOW))
    moved = Conversation(SUPERGROUP, 7, ADA)
    assert await state.run(lambda db: contexts.load(db, moved, NOW)) == ABOUT
    assert await state.run(lambda db: contexts.load(db, IN_GROUP, NOW)) == Context()
    assert await state.run(lambda db: contexts.load(db, IN_PRIVATE, NOW)) == ABOUT
    assert await state.run(lambda db: quoted.shown_in(db, SUPERGROUP)) == {"q1", "q2"}
    assert await state.run(lambda db: quoted.shown_in(db, GROUP)) == frozenset()
    assert [each.what.chat_id for each in await state.run(outbox.unsent)] == [SUPERGROUP, ADA]
    assert [each.lane for each in await state.run(lambda db: inbox.take_undone(db, NOW))] == [SUPERGROUP, ADA]
    assert await state.run(lambda db: chats.settings_of(db, SUPERGROUP)) == night
    assert await state.run(lambda db: chats.current_id(db, GROUP)) == SUPERGROUP
    assert await state.run(lambda db: chats.current_id(db, ADA)) == ADA
    assert await state.run(lambda db: answers.of_question(db, SUPERGROUP, 5)) == []


def full(db: Connection) -> None:
    """Store something in every table about Ada, in private and in a group, and the same about Ben."""
    for user in (ADA, BEN):
        contexts.save(db, {Conversation(user, None, user): ABOUT, Conversation(GROUP, 7, user): ABOUT}, NOW)
        chats.meet(db, user, "private", NOW)
        quoted.note(db, user, "q1", NOW)
        asked = [text_to(chat, "x", question_id=5, user_id=user) for chat in (user, GROUP)]
        sent, _ = outbox.add(db, asked, NOW)
        outbox.mark_sent(db, [Sent(sent, 6, NOW)])
        inbox.store(db, [update_of(user % 100, user)])
    quoted.note(db, GROUP, "q1", NOW)
    shared.keep(db, "name", "a question", NOW)
    inbox.store(db, [update_of(99)])
    inbox.finish(db, [99], NOW)


async def test_forget_leaves_nothing_of_a_user(state: State) -> None:
    """No row of any table has the user's id or words; those of others stay."""
    await state.run(full)
    before = await state.run(counts)
    assert await state.run(lambda db: forget_user(db, ADA, NOW)) == 7
    after = await state.run(counts)
    gone = {"contexts": 2, "chats": 1, "quoted": 1, "outbox": 2, "answers": 1}
    assert {name: before[name] - after[name] for name in before if before[name] != after[name]} == gone
    rows = await state.run(
        lambda db: [str(tuple(row)) for table in metadata.sorted_tables for row in db.execute(select(table))]
    )
    assert len(rows) == sum(after.values())
    assert [row for row in rows if str(ADA) in row] == []
    assert [row for row in rows if str(BEN) in row] != []
    assert [each.lane for each in await state.run(lambda db: inbox.take_undone(db, NOW))] == [BEN]


async def test_what_has_expired_is_pruned(state: State) -> None:
    """After some days nothing is left but the chats, what they were shown, and what was never done."""
    await state.run(full)
    full_counts = await state.run(counts)
    assert await state.run(lambda db: prune(db, NOW)) == 0
    assert await state.run(counts) == full_counts
    await state.run(lambda db: prune(db, NOW + 4 * DAY_S))
    left = {"chats": 2, "quoted": 3, "updates": 2, "outbox": 2, "shared": 1}
    assert {name: count for name, count in (await state.run(counts)).items() if count} == left
