"""How a class is set up: its language, its time zone, counting who posts, what stands under a content note."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds columns to the servers."""
    op.add_column("server", sa.Column("language", sa.String(20)))
    op.add_column("server", sa.Column("time_zone", sa.String(60)))
    for name in ("count_participation", "hide_behind_note"):
        op.add_column("server", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
