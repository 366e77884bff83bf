"""Corrections: an assessment that takes the place of a signed one says which."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; no key of another row, so that a backup may come back in any order."""
    op.add_column("assessments", sa.Column("corrects", sa.String(length=64), nullable=True))
    op.create_index(op.f("ix_assessments_corrects"), "assessments", ["corrects"], unique=False)
