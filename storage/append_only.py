"""Tables that are only ever appended to, by the database's own refusal; for migrations."""

from alembic import op

from storage.dialects.registry import DATABASES


def make_append_only(*tables: str) -> None:
    """Let the database itself refuse to change or delete a row of ``tables``."""
    database = DATABASES[op.get_bind().dialect.name]
    for table in tables:
        for statement in database.append_only(table):
            op.execute(statement)
