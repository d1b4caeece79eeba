"""Questions too long for a link."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create their table."""
    op.create_table(
        "shared",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("used_at", sa.Double(), nullable=False),
    )
    op.create_index("shared_by_used_at", "shared", ["used_at"])
