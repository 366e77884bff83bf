"""A centre's quarter, played through: from a list of firms to signed reports, and a year later.

``python -m tests.quarter 40`` plays it with forty firms and tells what each step took; with
``--office`` every workbook goes through LibreOffice on its way back.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import load_workbook

from access.actor import Actor, Role
from assessments.model import Assessment
from reports.answer_book.marks import same_as_claimed
from services import (
    accounts,
    assigning,
    comparing,
    continuing,
    filling,
    reviewing,
    seconding,
    verifying,
)
from services.answer_books.exporting import export_book
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.reading import read_answer_book
from services.briefing import briefing, checklist_file
from services.checking import check_file
from services.context import Context
from services.dossier import dossier_of
from services.flags import flag_counts
from services.handing_out import hand_out
from services.importing.checking import check
from services.importing.choices import ImportChoices
from services.importing.making import import_firms
from services.last_round import last_round
from services.personal import notice
from services.settings import Settings
from services.signing import content_digest
from tests.app.world import any_answer
from tests.firm_tables import as_xlsx, firms
from tests.town import PASSWORD, Town, new_town
from tests.visiting import visited
from wording.voice import Voice

VOICE = Voice("zh")
QUESTIONNAIRE = "manufacturing"
Office = Callable[[bytes], bytes]


@dataclass
class Quarter:
    """One centre with a lead and two consultants, and so many firms.

    ``office`` saves a workbook anew as a program for spreadsheets does. ``seconds`` by step.
    """

    town: Town
    count: int
    office: Office = bytes
    seconds: dict[str, float] = field(default_factory=dict)
    cases: list[Assessment] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.town.settings = Settings()
        self.centre = self.town.centre()
        names = {"fang": Role.CONSULTANT, "ming": Role.CONSULTANT, "lead": Role.LEAD}
        for name, role in names.items():
            accounts.add_account(self.town.operator, name, PASSWORD, name, role, self.centre)

    def as_(self, name: str) -> Context:
        """One of the centre, signed in."""
        role = Role.LEAD if name == "lead" else Role.CONSULTANT
        return self.town.ctx(Actor(role, id=name, name=name, centre=self.centre))

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What it takes."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun

    def bring_in(self) -> list[str]:
        """Import the firms from a workbook; their codes."""
        table = self.office(as_xlsx(firms(self.count)))
        asked = (self.as_("lead"), self.centre, "名单.xlsx", table)
        choices = ImportChoices(questionnaire=QUESTIONNAIRE)
        with self.step("check and import"):
            found = check(*asked, choices)
            made = import_firms(*asked, choices, seal=found.seal)
        return [each.code for each in made.codes]

    def declare(self, codes: list[str]) -> None:
        """Each firm opens its code, agrees, fills in and hands in; every one on another rung."""
        for number, code in enumerate(codes):
            with self.step("fill in and hand in"):
                draft = filling.resume(self.town.visitor, code)
                ctx = self.town.holder(draft)
                notice.agree(ctx, draft.id, notice.VERSION)
                self.fill(ctx, draft.id, number % 4)
                handed_in = filling.submit(ctx, draft.id, self.centre)
            name = "fang" if number % 2 else "ming"
            seen = handed_in.version
            assigned = assigning.assign(self.as_("lead"), draft.id, name, seen=seen)
            self.cases.append(assigned)

    def fill(self, ctx: Context, assessment: str, rung: int) -> None:
        """Answer whatever is open, three seconds each."""
        while (sheet := filling.sheet(ctx, assessment)).missing:
            for id in sheet.missing:
                self.town.wait(seconds=3)
                raw = any_answer(sheet.questionnaire.by_id[id], rung)
                filling.record_answer(ctx, assessment, id, raw, seen=0)

    def brief(self, case: Assessment) -> None:
        """What the consultant reads and prints before the visit."""
        ctx = self.as_(case.consultant or "")
        with self.step("briefing"):
            briefing(ctx, case.id)
        with self.step("checklist"):
            assert checklist_file(ctx, case.id, VOICE, "pdf").startswith(b"%PDF")

    def verify_off_line(self, case: Assessment) -> None:
        """Take the workbook along, confirm every claim there, and bring it back."""
        ctx = self.as_(case.consultant or "")
        verifying.begin(ctx, case.id)
        with self.step("workbook out"):
            content = export_book(ctx, case.id, "verified", VOICE)
        book = load_workbook(BytesIO(content))
        claimed = claimed_items(ctx, case)
        for sheet in book.worksheets[1:]:
            for answer, id in zip(sheet["D"], sheet["H"], strict=True):
                if id.value in claimed:
                    answer.value = same_as_claimed(VOICE)
        saved = BytesIO()
        book.save(saved)
        returned = self.office(saved.getvalue())
        with self.step("workbook back"):
            read = read_answer_book("核验.xlsx", returned)
            merged = look_through(ctx, case.id, "verified", read)
            assert not merged.problems, merged.problems
            keep_book(ctx, case.id, "verified", read, {}, seen=merged.mark)

    def verify_on_line(self, case: Assessment) -> None:
        """Confirm claim after claim on the page."""
        ctx = self.as_(case.consultant or "")
        verifying.begin(ctx, case.id)
        with self.step("verify claim by claim"):
            found = verifying.case(ctx, case.id)
            for id in found.unchecked:
                claim = found.dossier.claimed[id].value
                verifying.set_verified(ctx, case.id, id, claim, remark="", seen=0)

    def conclude(self, case: Assessment, *, returned: bool) -> Assessment:
        """Put down the visit, have it looked at (``returned`` once before), and sign."""
        ctx, lead = self.as_(case.consultant or ""), self.as_("lead")
        visited(ctx, case.id)
        seen = reviewing.hand_over(ctx, case.id, seen=0).revision
        if returned:
            seen = reviewing.give_back(lead, case.id, "补一句现场情况。", {}, seen=seen).revision
            visited(ctx, case.id, sites="一号车间、仓库")
            seen = reviewing.hand_over(ctx, case.id, seen=seen).revision
        state = content_digest(dossier_of(lead, "case.read", case.id))
        reviewing.accept(lead, case.id, seen=seen, state=state)
        with self.step("sign"):
            return verifying.sign(ctx, case.id, seen=verifying.case(ctx, case.id).seen)

    def report(self, case: Assessment) -> bytes:
        """The report as it is handed over."""
        ctx = self.as_(case.consultant or "")
        with self.step("report in Word"):
            return hand_out(ctx, case.id, "zh", "docx")[1]

    def check(self, content: bytes) -> Any:
        """What the page for checking reports says of it."""
        return check_file(self.town.visitor, content)

    def again(self, case: Assessment, changed: int) -> Assessment:
        """A year later: the answers of then, but for the first few; handed in."""
        self.town.wait(days=365)
        ctx = self.town.holder(case)
        begun = continuing.continue_with(ctx, case.id, QUESTIONNAIRE).assessment
        own = self.town.holder(begun)
        before = last_round(own, begun.id)
        assert before is not None
        with self.step("fill in the next round"):
            for number, (id, last) in enumerate(before.answers.items()):
                item = last.item
                self.town.wait(seconds=3)
                raw = any_answer(item, 3) if number < changed else last.raw
                filling.record_answer(own, begun.id, id, raw, seen=0)
            self.fill(own, begun.id, 2)
            return filling.submit(own, begun.id, self.centre)

    def difference(self, case: Assessment) -> comparing.Compared:
        """What changed since the round before."""
        with self.step("compare two rounds"):
            found = comparing.since_last_round(dossier_of(self.as_("lead"), "case.read", case.id))
        assert found is not None
        return found

    def flags(self) -> int:
        """How many cases have one, for the lead."""
        with self.step("flags of all cases"):
            return sum(map(bool, flag_counts(self.as_("lead"), self.cases).values()))

    def second(self, case: Assessment) -> None:
        """Another consultant verifies the case alone."""
        other = "ming" if case.consultant == "fang" else "fang"
        seconding.ask(self.as_("lead"), case.id, other)
        ctx = self.as_(other)
        with self.step("second verification"):
            for id in seconding.second_case(ctx, case.id).missing:
                claim = seconding.second_case(ctx, case.id).claimed[id].value
                seconding.record(ctx, case.id, id, claim, remark="", seen=0)
            seen = seconding.second_case(ctx, case.id).revision
            seconding.finish(ctx, case.id, seen=seen)


def claimed_items(ctx: Context, case: Assessment) -> set[str]:
    """The items that the firm has answered and that are asked."""
    found = verifying.case(ctx, case.id)
    return {id for id in found.unchecked if id in found.dossier.claimed}


def libreoffice(content: bytes) -> bytes:
    """The workbook as LibreOffice saves it."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "in", "book.xlsx")
        file.parent.mkdir()
        file.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/home", "--headless"]
        command += ["--convert-to", "xlsx", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True)
        return Path(folder, "book.xlsx").read_bytes()


def play(quarter: Quarter, *, later: int) -> None:
    """All of it; ``later`` of the firms come back after a year."""
    quarter.declare(quarter.bring_in())
    for number, case in enumerate(quarter.cases):
        quarter.brief(case)
        (quarter.verify_off_line if number % 2 else quarter.verify_on_line)(case)
        quarter.conclude(case, returned=number % 4 == 0)
        assert quarter.check(quarter.report(case)).same
    quarter.flags()
    for number, case in enumerate(quarter.cases[:later]):
        quarter.difference(quarter.again(case, number))


def main() -> None:
    """Play it, and tell what each step took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--office", action="store_true")
    asked = parser.parse_args()
    with new_town() as town:
        quarter = Quarter(town, asked.count, libreoffice if asked.office else bytes)
        play(quarter, later=asked.count // 4)
        for step, seconds in quarter.seconds.items():
            told = f"{step:28} {seconds:8.2f} s  {1000 * seconds / asked.count:8.1f} ms a firm\n"
            sys.stdout.write(told)


if __name__ == "__main__":
    main()
