"""Several processes on one database: who they are, and which chats each has in hand."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_OWN_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create their tables, and indexes of what is left to do in a chat."""
    op.create_table(
        "replicas",
        sa.Column("id", _OWN_ID, autoincrement=True, primary_key=True),
        sa.Column("beat_at", sa.Double(), nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("lane", sa.BigInteger(), autoincrement=False, primary_key=True),
        sa.Column("holder", sa.BigInteger(), sa.ForeignKey("replicas.id", ondelete="CASCADE"), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
    )
    op.create_index("claims_by_holder", "claims", ["holder"])
    undone, unsent = sa.text("done_at IS NULL"), sa.text("ended_at IS NULL")
    op.create_index("updates_undone", "updates", ["lane", "update_id"], sqlite_where=undone, postgresql_where=undone)
    op.create_index("outbox_unsent", "outbox", ["chat_id", "id"], sqlite_where=unsent, postgresql_where=unsent)
