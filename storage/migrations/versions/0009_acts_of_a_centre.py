"""The last acts of a kind that concern a centre, found without reading the rest of the trail."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    name = op.f("ix_audit_centre_action_number")
    op.create_index(name, "audit", ["centre", "action", "number"])
