"""Documents: what is kept in revisions beside the answers."""

import sqlalchemy as sa
from alembic import op

from storage.append_only import make_append_only
from storage.columns import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let the database itself refuse to change or delete a row of it."""
    op.create_table(
        "documents",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("author", sa.String(length=120), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_documents_revision")),
        sa.PrimaryKeyConstraint("kind", "subject", "revision", name=op.f("pk_documents")),
    )
    make_append_only("documents")
