"""Whether a file is a report that was handed out, to the byte; if not, what differs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from access.addresses import network_of
from access.check_codes import tidy_check_code
from access.limits import ALL_CODES, PER_ADDRESS
from access.table import require
from assessments.refusals import Invalid, NotFound
from files.packages import UnfitFile
from reports.carried import CarriedStatement
from reports.read_back import LARGEST, ReportFile, read_back
from services.attempts import attempt, subject
from services.context import Context
from services.handing_out import CheckedReport, recorded
from services.issuing import IssuedFile, TextDifference, difference, issued_files
from services.stating import carried

SHOWN = 12  # texts that are told apart


@dataclass(frozen=True)
class StatedDifference:
    """A figure that the file gives otherwise than the report that was issued; "" where none."""

    name: str
    in_file: str
    issued: str


@dataclass(frozen=True)
class CheckedFile:
    """What is known of a file whose check code was found.

    ``same``: the very file that was issued. Of any other: ``stated`` is what its line for machines
    says otherwise, None where it has none; ``texts`` how its texts differ from those of the
    nearest file that was issued, None where they cannot be compared. ``other_code``: the code that
    was typed is of another report.
    """

    report: CheckedReport
    code: str
    format: str
    same: IssuedFile | None
    stated: tuple[StatedDifference, ...] | None
    texts: TextDifference | None
    other_code: bool


def check_file(ctx: Context, content: bytes, typed: str = "") -> CheckedFile:
    """Compare the file with what was issued under its code, or else under the ``typed`` one.

    Nothing of it is kept. Raises Invalid for what is no file of a report, NotFound where nothing
    was issued under any of its codes, NotAllowed after too many of those, as for codes.
    """
    require(ctx.actor, "report.check")
    here = subject(ctx, "check", network_of(ctx.address))
    with attempt(ctx, {here: PER_ADDRESS}, {subject(ctx, "check"): ALL_CODES}, tried="check"):
        file = _read(content)
        found = _found(ctx, _codes(file, typed))
        if found is None:
            raise NotFound("unknown_report_file")
    code, report = found
    digest = sha256(content).hexdigest()
    issued = issued_files(ctx, code)
    same = next((each for each in issued if each.digest == digest), None)
    return CheckedFile(
        report=report,
        code=code,
        format=file.format,
        same=same,
        stated=() if same else _stated(file.carried, report, code),
        texts=None if same else _nearest(file, issued),
        other_code=bool(typed.strip()) and tidy_check_code(typed) != code,
    )


def _read(content: bytes) -> ReportFile:
    try:
        return read_back(content)
    except UnfitFile as fault:
        if fault.kind == "large":
            raise Invalid("report_file_large", megabytes=LARGEST // 1_000_000) from None
        raise Invalid("report_file_unfit") from None


def _codes(file: ReportFile, typed: str) -> Iterable[str]:
    """Those that may be its own, the likeliest first."""
    said = (file.carried.code if file.carried else "", *file.codes, typed)
    return dict.fromkeys(tidy for each in said if (tidy := tidy_check_code(each)))


def _found(ctx: Context, codes: Iterable[str]) -> tuple[str, CheckedReport] | None:
    for code in codes:
        if (report := recorded(ctx, code)) is not None:
            return code, report
    return None


def _stated(
    said: CarriedStatement | None, report: CheckedReport, code: str
) -> tuple[StatedDifference, ...] | None:
    if said is None:
        return None
    issued = vars(carried(report.statement, code))
    mine = {**vars(said), "code": tidy_check_code(said.code) or said.code}
    return tuple(
        StatedDifference(name, mine[name], issued[name])
        for name in issued
        if mine[name] != issued[name]
    )


def _nearest(file: ReportFile, issued: Sequence[IssuedFile]) -> TextDifference | None:
    """Against the issued file of that format that shares most with it."""
    alike = [each for each in issued if each.format == file.format and each.marks]
    if file.texts is None or not alike:
        return None
    found = (difference(each, file.texts) for each in alike)
    return min(found, key=lambda each: (len(each.added) + each.missing, bool(each.moved)))
