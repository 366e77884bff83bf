"""A table of 10,000 firms: checked, and brought in with a draft and a code for each.

The promise is a minute for the whole of it. Beside it, in this same run, the obvious other way to
write the same rows into a store of the same kind: a transaction for every firm, with its record,
its draft and its entry in the trail, as if each had begun by itself. That is measured on a tenth
of the rows and multiplied. Both write to a disk, and every transaction is durable.
"""

import argparse
import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from access.actor import Actor, Role
from access.resume_codes import new_code
from access.tokens import digest_of, new_id
from assessments.credit_code import check_character
from assessments.model import Assessment
from services.context import Context, at_once
from services.editions import published
from services.importing.checking import check, checked
from services.importing.choices import ImportChoices
from services.importing.making import import_firms
from services.importing.undoing import undo
from services.noting import note_case
from storage import open_store

FIRMS = 10_000
PART = 10  # of the rows, for the other way
HEADER = ("企业名称", "统一社会信用代码", "行业", "所在区", "从业人数", "营业收入（万元）")
CHOICES = ImportChoices(otherwise="manufacturing")


def rows(many: int) -> list[tuple[Any, ...]]:
    """The firms."""
    trades, places = ("通用设备制造业", "C3525", "38", "服装"), ("惠山区", "江阴", "宜兴市", "新吴")
    made = []
    for number in range(many):
        body = f"91320206{number:09d}"
        code = body + check_character(body)
        made.append((f"合成企业{number}", code, trades[number % 4], places[number % 4], 30, 900))
    return made


def as_csv(table: list[tuple[Any, ...]]) -> bytes:
    """In the encoding of the mainland."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADER, *table])
    return text.getvalue().encode("gb18030")


def as_xlsx(table: list[tuple[Any, ...]]) -> bytes:
    """As a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEADER, *table):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    start = time.perf_counter()
    made = run()
    return time.perf_counter() - start, made


def context(folder: Path, name: str) -> tuple[Context, str]:
    """A store on disk with a centre."""
    store = open_store(folder / name, migrate=True)
    store.add_centre("c1", "合成中心")
    return Context(store, Actor(Role.OPERATOR, "operator")), "c1"


def one_by_one(ctx: Context, centre: str, content: bytes) -> int:
    """The same rows, each in a transaction of its own."""
    found = checked(ctx, centre, "a.csv", content, CHOICES)
    for each in found.rows:
        if each.row.profile is None:
            continue
        asked, *_ = published(ctx.settings, each.row.questionnaire)
        firm = each.row.profile.of(new_id())
        draft = Assessment(
            id=new_id(),
            enterprise=firm.id,
            questionnaire=asked.id,
            edition=asked.edition,
            digest=asked.digest,
            centre=centre,
            started_at=ctx.now(),
        )
        with at_once(ctx) as one:
            one.store.add_enterprise(firm)
            one.store.add_assessment(draft, digest_of(new_code()))
            note_case(one, "assessment.import", draft, round=0)
    return len(ctx.store.assessments())


def require_all(found: int, wanted: int) -> None:
    """Both ways have to do the whole of it."""
    if found != wanted:
        raise RuntimeError(f"{found} of {wanted}")


def main(many: int) -> int:
    """Measure and print."""
    table = rows(many)
    with tempfile.TemporaryDirectory() as folder:
        ctx, centre = context(Path(folder), "whole.db")
        seconds: dict[str, float] = {}
        for name, content in (("a.csv", as_csv(table)), ("a.xlsx", as_xlsx(table))):
            asked = (ctx, centre, name, content, CHOICES)
            seconds[f"check, {name[2:]}"], found = timed(lambda asked=asked: check(*asked))
        whole = (ctx, centre, "a.csv", as_csv(table), CHOICES)
        seconds["import (checks anew)"], outcome = timed(
            lambda: import_firms(*whole, seal=found.seal)
        )
        require_all(outcome.made.made, many)
        seconds["take it back"], gone = timed(lambda: undo(ctx, outcome.made.id))
        require_all(gone.gone, many)
        other, centre = context(Path(folder), "rows.db")
        part = table[: max(1, many // PART)]
        single, written = timed(lambda: one_by_one(other, centre, as_csv(part)))
        require_all(written, len(part))
        single *= many / written
    print(f"{many:,} firms")
    for name, took in seconds.items():
        print(f"{name:36} {took:6.2f} s")
    ours = seconds["import (checks anew)"]
    print(f"{'a transaction for each':36} {single:6.2f} s   {single / ours:.1f} x the import")
    total = seconds["check, csv"] + ours
    print(f"{'check and import together':36} {total:6.2f} s   of 60 promised")
    return int(total > 60)


if __name__ == "__main__":
    asked_for = argparse.ArgumentParser(description=__doc__)
    asked_for.add_argument("firms", nargs="?", type=int, default=FIRMS)
    sys.exit(main(asked_for.parse_args().firms))
