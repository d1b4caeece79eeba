"""Which question of a game a message asks."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let the outbox tell."""
    op.add_column("outbox", sa.Column("game_id", sa.BigInteger()))
    op.add_column("outbox", sa.Column("number", sa.Integer()))
    op.create_index("outbox_by_game", "outbox", ["game_id", "number"])
