"""The tables of the state database. A change here needs a migration; a test compares the two."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Insert,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

MAX_PROBLEM_CHARS = 200
MAX_NAME_CHARS = 64

metadata = MetaData()

# Ids of Telegram need more than 32 bits. SQLite counts a key up by itself only when it is a plain INTEGER.
_OWN_ID = BigInteger().with_variant(Integer(), "sqlite")

# Updates that were taken from Telegram. `lane` is the chat (0: none); `raw` is the update as JSON.
# When one is done, `raw` is emptied and `lane` is 0: what stays is the number, so that it is never handled again.
updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", BigInteger, nullable=False),
    Column("raw", Text, nullable=False),
    Column("received_at", Double, nullable=False),
    # 0; after an end of the program that met it undone 1, and 1 more for each time that it was begun since
    Column("attempts", SmallInteger, nullable=False),
    Column("done_at", Double),
    Column("problem", String(MAX_PROBLEM_CHARS)),  # why it was skipped; empty for one that was handled
    Index("updates_by_done_at", "done_at"),
    Index(
        "updates_undone",
        "lane",
        "update_id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

# What is to be sent, in the order of `id` within a chat. When a row has ended, its `params` and `files` are emptied.
outbox = Table(
    "outbox",
    metadata,
    Column("id", _OWN_ID, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("method", String(64), nullable=False),  # of the Bot API
    Column("params", Text, nullable=False),  # its parameters as JSON
    Column("files", Text, nullable=False),  # JSON: parameter -> path of the file to upload
    Column("question_id", BigInteger),  # the message that this answers
    Column("user_id", BigInteger),  # who asked
    Column("game_id", BigInteger),  # the game, and
    Column("number", Integer),  # the question of it, that this asks or is about
    Column("made_at", Double, nullable=False),
    Column("not_before", Double, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("ended_at", Double),
    Column("message_id", BigInteger),  # of the message that was sent
    Column("problem", String(MAX_PROBLEM_CHARS)),  # why it was given up
    Index("outbox_by_ended_at", "ended_at"),
    Index(
        "outbox_unsent",
        "chat_id",
        "id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("outbox_by_chat", "chat_id"),
    Index("outbox_by_user", "user_id"),
    Index("outbox_by_game", "game_id", "number"),
)

# Which message of the bot answers which question, so that an edited question edits its answer.
answers = Table(
    "answers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("question_id", BigInteger, nullable=False),
    Column("user_id", BigInteger),
    Column("made_at", Double, nullable=False),
    Index("answers_by_question", "chat_id", "question_id"),
    Index("answers_by_user", "user_id"),
    Index("answers_by_made_at", "made_at"),
)

# What each conversation was about. `thread_id` is 0 outside forum topics: NULL would not be unique.
contexts = Table(
    "contexts",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("thread_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("context", Text, nullable=False),
    Column("expires_at", Double, nullable=False),
    Index("contexts_by_expires_at", "expires_at"),
    Index("contexts_by_user", "user_id"),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),  # private, group, supergroup or channel
    Column("standing", String(16), nullable=False),  # see bot.state.chats.Standing
    Column("standing_at", Double, nullable=False),
    Column("settings", Text, nullable=False),  # JSON, see bot.state.chats.ChatSettings
    Column("migrated_to", BigInteger),  # the supergroup that this group has become
)

# Which quotes a chat was shown, so that none comes twice before all came.
quoted = Table(
    "quoted",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("quote_id", String(64), primary_key=True),
    Column("shown_at", Double, nullable=False),
)

# Questions too long for a link (see `bot.messenger.links`), under the names that stand in the links.
shared = Table(
    "shared",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("used_at", Double, nullable=False),
    Index("shared_by_used_at", "used_at"),
)

# The games of trivia, running and ended ones. `kind` is that of `bot.state.games.Venue`; at most one of a kind runs in
# a chat and topic. `snapshot` is the game after all its events, as JSON.
games = Table(
    "games",
    metadata,
    Column("id", _OWN_ID, primary_key=True, autoincrement=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),  # 0 outside forum topics
    Column("kind", String(16), nullable=False),
    Column("started_at", Double, nullable=False),
    Column("ended_at", Double),
    Column("deadline", Double),  # when there is something to do by itself
    Column("snapshot", Text, nullable=False),
    Index(
        "games_running",
        "chat_id",
        "thread_id",
        "kind",
        unique=True,
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
    Index("games_by_place", "chat_id", "thread_id", "kind"),
    Index("games_by_deadline", "deadline"),
)

# What has happened in them, as JSON; their snapshots follow from it.
game_events = Table(
    "game_events",
    metadata,
    Column("game_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("event", Text, nullable=False),
)

# Which question of which game a poll asks.
polls = Table(
    "polls",
    metadata,
    Column("poll_id", String(64), primary_key=True),
    Column("game_id", BigInteger, nullable=False),
    Column("number", Integer, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("noted_at", Double, nullable=False),
    Index("polls_by_game", "game_id"),
    Index("polls_by_noted_at", "noted_at"),
)

# The last answer of everybody to a poll, also to one that is not noted yet. `choice` is NULL for a withdrawn one.
votes = Table(
    "votes",
    metadata,
    Column("poll_id", String(64), primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("name", String(MAX_NAME_CHARS), nullable=False),
    Column("choice", SmallInteger),
    Column("at", Double, nullable=False),
    Index("votes_by_user", "user_id"),
    Index("votes_by_at", "at"),
)

# What everybody has won in a chat in a season (see `bot.state.scores.season_of`).
scores = Table(
    "scores",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("season", SmallInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("name", String(MAX_NAME_CHARS), nullable=False),
    Column("points", Integer, nullable=False),
    Column("rights", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("games", Integer, nullable=False),
    Column("wins", Integer, nullable=False),
    Column("best_row", Integer, nullable=False),
    Column("fastest_s", Double),
    Index("scores_by_user", "user_id"),
)

# Which questions a chat was asked, so that none comes twice before all came.
asked = Table(
    "asked",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("question_id", String(160), primary_key=True),
    Column("asked_at", Double, nullable=False),
)

# Where a question is asked every day, at `minute` of the day in `timezone` (an IANA name).
daily = Table(
    "daily",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("thread_id", BigInteger, primary_key=True),
    Column("minute", SmallInteger, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("next_at", Double, nullable=False),
    Index("daily_by_next_at", "next_at"),
)

# Processes that share a PostgreSQL database; of SQLite there is one, which is not noted here.
replicas = Table(
    "replicas",
    metadata,
    Column("id", _OWN_ID, primary_key=True, autoincrement=True),
    Column("beat_at", Double, nullable=False),  # by the clock of the database
)

# Which of them has a chat in hand: nobody else handles its updates or sends its messages then.
claims = Table(
    "claims",
    metadata,
    Column("lane", BigInteger, primary_key=True, autoincrement=False),  # the chat
    Column("holder", BigInteger, ForeignKey("replicas.id", ondelete="CASCADE"), nullable=False),
    Column("wanted", Boolean, nullable=False),  # another one has stored something for it meanwhile
    Index("claims_by_holder", "holder"),
)

PASSING = (replicas, claims)  # they tell of processes that run, and are in no backup


@cache
def upsert(dialect: str, table: Table, *replaced: str) -> Insert:
    """Return an INSERT that leaves a row alone that is there, but for the columns `replaced`, which it overwrites.

    `dialect` is the database's name in SQLAlchemy, `db.dialect.name`.
    """
    added = postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    if not replaced:
        return added.on_conflict_do_nothing()
    new = {name: added.excluded[name] for name in replaced}
    return added.on_conflict_do_update(index_elements=list(table.primary_key), set_=new)
