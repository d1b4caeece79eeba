"""The first tables: updates, outbox, answers, contexts, chats, quotes shown."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_OWN_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create them."""
    _create_updates()
    _create_outbox()
    _create_answers()
    _create_contexts()
    _create_chats()


def _create_updates() -> None:
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("done_at", sa.Double()),
        sa.Column("problem", sa.String(200)),
    )
    op.create_index("updates_by_done_at", "updates", ["done_at"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _OWN_ID, autoincrement=True, primary_key=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("question_id", sa.BigInteger()),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("ended_at", sa.Double()),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("problem", sa.String(200)),
    )
    op.create_index("outbox_by_ended_at", "outbox", ["ended_at"])
    op.create_index("outbox_by_chat", "outbox", ["chat_id"])
    op.create_index("outbox_by_user", "outbox", ["user_id"])


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("message_id", sa.BigInteger(), primary_key=True),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger()),
        sa.Column("made_at", sa.Double(), nullable=False),
    )
    op.create_index("answers_by_question", "answers", ["chat_id", "question_id"])
    op.create_index("answers_by_user", "answers", ["user_id"])
    op.create_index("answers_by_made_at", "answers", ["made_at"])


def _create_contexts() -> None:
    op.create_table(
        "contexts",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("thread_id", sa.BigInteger(), primary_key=True),
        sa.Column("user_id", sa.BigInteger(), primary_key=True),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.Double(), nullable=False),
    )
    op.create_index("contexts_by_expires_at", "contexts", ["expires_at"])
    op.create_index("contexts_by_user", "contexts", ["user_id"])


def _create_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("standing_at", sa.Double(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("migrated_to", sa.BigInteger()),
    )
    op.create_table(
        "quoted",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True),
        sa.Column("quote_id", sa.String(64), primary_key=True),
        sa.Column("shown_at", sa.Double(), nullable=False),
    )
