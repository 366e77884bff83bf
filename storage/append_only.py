"""Tables that are only ever appended to, by the database's own refusal; for migrations."""

from alembic import op

from storage.dialects.registry import DATABASES


def make_append_only(*tables: str) -> None:
    """Let the database itself refuse to change or delete a row of ``tables``."""
    database = DATABASES[op.get_bind().dialect.name]
    for table in tables:
        for statement in database.append_only(table):
            op.execute(statement)


def let_erase(table: str, *subjects: str) -> None:
    """Let the rows of an append-only ``table`` go whose subject stands in ``erasures``.

    ``subjects``: what a row's subject is, each an expression over ``OLD``. No other row can.
    """
    database = DATABASES[op.get_bind().dialect.name]
    wanted = ", ".join(subjects)
    listed = f"EXISTS (SELECT 1 FROM erasures WHERE subject IN ({wanted}))"  # noqa: S608  (ours)
    for statement in database.append_only_unless(table, listed):
        op.execute(statement)
