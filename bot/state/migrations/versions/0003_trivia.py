"""Games of trivia, their events, polls and votes; scores; questions asked; the question of the day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_OWN_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_RUNNING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Create their tables."""
    op.create_table(
        "games",
        sa.Column("id", _OWN_ID, primary_key=True, autoincrement=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=False),
        sa.Column("ended_at", sa.Double()),
        sa.Column("deadline", sa.Double()),
        sa.Column("snapshot", sa.Text(), nullable=False),
    )
    op.create_index(
        "games_running",
        "games",
        ["chat_id", "thread_id", "kind"],
        unique=True,
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )
    op.create_index("games_by_place", "games", ["chat_id", "thread_id", "kind"])
    op.create_index("games_by_deadline", "games", ["deadline"])
    op.create_table(
        "game_events",
        sa.Column("game_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("event", sa.Text(), nullable=False),
    )
    op.create_table(
        "polls",
        sa.Column("poll_id", sa.String(64), primary_key=True),
        sa.Column("game_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("noted_at", sa.Double(), nullable=False),
    )
    op.create_index("polls_by_game", "polls", ["game_id"])
    op.create_index("polls_by_noted_at", "polls", ["noted_at"])
    op.create_table(
        "votes",
        sa.Column("poll_id", sa.String(64), primary_key=True),
        sa.Column("user_id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("choice", sa.SmallInteger()),
        sa.Column("at", sa.Double(), nullable=False),
    )
    op.create_index("votes_by_user", "votes", ["user_id"])
    op.create_index("votes_by_at", "votes", ["at"])
    op.create_table(
        "scores",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("season", sa.SmallInteger(), primary_key=True),
        sa.Column("user_id", sa.BigInteger(), primary_key=True),
        sa.Column("name", sa.String(64), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("points", "rights", "answered", "games", "wins", "best_row")
        ),
        sa.Column("fastest_s", sa.Double()),
    )
    op.create_index("scores_by_user", "scores", ["user_id"])
    op.create_table(
        "asked",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("question_id", sa.String(160), primary_key=True),
        sa.Column("asked_at", sa.Double(), nullable=False),
    )
    op.create_table(
        "daily",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("thread_id", sa.BigInteger(), primary_key=True),
        sa.Column("minute", sa.SmallInteger(), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("next_at", sa.Double(), nullable=False),
    )
    op.create_index("daily_by_next_at", "daily", ["next_at"])
