"""shuzhen enterprise import, imports, undo, codes, template: many firms of a centre at once."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from assessments.imports import Import
from assessments.refusals import Invalid, NotFound
from assessments.years import CHINA
from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from cli.writing import write_whole
from i18n import say
from services.accounts import centres
from services.context import Context
from services.importing import undoing
from services.importing.checking import ImportCheck, check
from services.importing.choices import ImportChoices, KnownFirms
from services.importing.codes import codes_as
from services.importing.headings import FIELDS, MONEY, UNITS, heading_key
from services.importing.imported import imports as imports_
from services.importing.making import FirmCode, ImportOutcome, import_firms
from services.importing.table import LARGEST, read_table
from services.importing.template import template as template_
from wording.voice import Voice

CentreOption = Annotated[str, typer.Option("--centre", metavar="NAME")]
CodesOption = Annotated[Path | None, typer.Option("--codes", metavar="FILE")]
ImportArgument = Annotated[str, typer.Argument(metavar="IMPORT")]
Kind = Literal["xlsx", "csv"]


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    centre: CentreOption,
    codes: CodesOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out")] = False,
    column: Annotated[list[str] | None, typer.Option("--column", metavar="HEADING=FIELD")] = None,
    unit: Annotated[list[str] | None, typer.Option("--unit", metavar="FIELD=UNIT")] = None,
    header_row: Annotated[int, typer.Option("--header-row", min=0)] = 0,
    questionnaire: Annotated[str, typer.Option("--questionnaire", metavar="ID")] = "",
    otherwise: Annotated[str, typer.Option("--otherwise", metavar="ID")] = "",
    district: Annotated[str, typer.Option("--district", metavar="CODE")] = "",
    consultant: Annotated[str, typer.Option("--consultant", metavar="USERNAME")] = "",
    known: Annotated[KnownFirms, typer.Option("--known")] = "skip",
    store: StoreOption = None,
) -> None:
    """Check the table and, unless it is a dry run, bring its firms in: all of it or nothing."""
    if codes is None and not dry_run:
        raise typer.BadParameter(say("cli.enterprise_import_no_codes", language()))
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    choices = ImportChoices(
        columns=tuple(_columns(file, content, header_row, column or ())),
        units=tuple(_units(unit or ())),
        header_row=header_row,
        questionnaire=questionnaire,
        otherwise=otherwise,
        district=district,
        consultant=consultant,
        known=known,
        leave_out=leave_out,
        lang=language(),
    )
    with operating(store) as ctx:
        place = _centre(ctx, centre)
        found = check(ctx, place, file.name, content, choices)
        _require_read(found, choices)
        _report(file, found)
        if found.fault_count and not (leave_out and found.whole):
            typer.echo(say("cli.enterprise_import_nothing", language()), err=True)
            raise typer.Exit(1)
        if dry_run or codes is None:
            print(say("cli.enterprise_import_would", language(), n=found.begun, rows=found.rows))
            return
        with _reserved(codes):
            outcome = import_firms(ctx, place, file.name, content, choices, seal=found.seal)
            _keep(ctx, codes, outcome, centre)
    _conclude(outcome, codes)


def imports(
    *,
    centre: CentreOption,
    as_json: Annotated[bool, typer.Option("--json")] = False,
    store: StoreOption = None,
) -> None:
    """List what the centre has imported, the last first."""
    with operating(store) as ctx:
        found = imports_(ctx, _centre(ctx, centre))
    if as_json:
        for each in found:
            print(json.dumps(each.model_dump(mode="json"), ensure_ascii=False))
        return
    if found:
        heads = ("id", "at", "by", "file", "made", "undone")
        head = [say(f"cli.enterprise_imports_{name}", language()) for name in heads]
        print(aligned([head, *map(_row, found)]))
    print(say("cli.enterprise_imports_count", language(), n=len(found)))


def undo(id: ImportArgument, *, store: StoreOption = None) -> None:
    """Take an import back, as far as nobody has touched what came of it."""
    with operating(store) as ctx:
        done = undoing.undo(ctx, id)
    for each in done.stayed:
        name = each.name or say("intake.elsewhere", language())
        print(say("cli.enterprise_undo_stays", language(), row=each.number, name=name))
    params = {"n": done.gone, "stayed": len(done.stayed)}
    print(say("cli.enterprise_undo_done", language(), **params))


def codes(
    id: ImportArgument,
    *,
    output: Annotated[Path, typer.Option("--codes", metavar="FILE")],
    store: StoreOption = None,
) -> None:
    """New codes for the drafts of an import that nobody has opened; the ones before end."""
    with operating(store) as ctx, _reserved(output):
        renewed = undoing.renew_codes(ctx, id)
        made = undoing.import_of(ctx, id)
        output.write_bytes(_list(ctx, output, renewed, made, centres(ctx)[made.centre]))
    print(say("cli.enterprise_codes_done", language(), n=len(renewed), file=output))


def template(
    output: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    centre: CentreOption,
    store: StoreOption = None,
) -> None:
    """Write an empty table to be filled in."""
    with operating(store) as ctx:
        made = template_(ctx, _centre(ctx, centre), Voice(language()), _kind(output))
    write_whole(output, made)
    print(say("cli.enterprise_template_done", language(), file=output))


def _centre(ctx: Context, name: str) -> str:
    """The id of the centre of that name; one that is not there is not made."""
    for id, known in centres(ctx).items():
        if known == name.strip():
            return id
    raise NotFound("unknown_centre", centre=name)


def _columns(
    file: Path, content: bytes, header_row: int, given: list[str] | tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    """The columns that the options name by their headings."""
    if not given:
        return
    header = read_table(file.name, content, header_row).header
    keys = [heading_key(each) for each in header]
    for each in given:
        heading, _, field = each.rpartition("=")
        is_item = field.startswith("item:")
        if heading_key(heading) not in keys or not (field in ("", *FIELDS) or is_item):
            known = ", ".join(FIELDS)
            words = say("cli.enterprise_import_no_column", language(), given=each, known=known)
            raise typer.BadParameter(words, param_hint="--column")
        yield keys.index(heading_key(heading)), field


def _require_read(found: ImportCheck, choices: ImportChoices) -> None:
    """Raise BadParameter where a column was named an item that the questionnaire does not have."""
    for place, field in choices.columns:
        if found.columns[place].field != field:
            params = {"given": field, "known": ", ".join(FIELDS)}
            words = say("cli.enterprise_import_no_column", language(), **params)
            raise typer.BadParameter(words, param_hint="--column")


def _units(given: list[str] | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for each in given:
        field, _, unit = each.partition("=")
        if field not in MONEY or unit not in UNITS:
            params = {"given": each, "fields": ", ".join(MONEY), "units": ", ".join(UNITS)}
            words = say("cli.enterprise_import_no_unit", language(), **params)
            raise typer.BadParameter(words, param_hint="--unit")
        yield field, UNITS[unit]


def _report(file: Path, found: ImportCheck) -> None:
    """How the file is read, and everything that is wrong with it."""
    lang = language()
    lines = [remark.to(lang) for remark in found.remarks]
    for column in found.columns:
        if column.field:
            field = say(f"intake.field_{column.field}", lang) if column.field in FIELDS else None
            params = {"heading": column.heading, "field": field or column.field}
            lines.append(say("cli.enterprise_import_column", lang, **params))
    for each in (*found.faults, *found.notes):
        params = {"at": each.at.to(lang), "value": each.fault.value}
        words = each.fault.expected.to(lang)
        lines.append(say("cli.enterprise_import_fault", lang, file=file, words=words, **params))
    for row in found.skipped:
        why = row.why.to(lang) if row.why else ""
        lines.append(say("cli.enterprise_import_skip", lang, row=row.row.number, why=why))
    counts: dict[str, int] = {str(fate): number for fate, number in found.counts.items()}
    lines.append(say("cli.enterprise_import_counts", lang, rows=found.rows, **counts))
    typer.echo("\n".join(lines), err=True)


@contextmanager
def _reserved(target: Path) -> Iterator[None]:
    """An empty file that only its owner can read, before anything is changed; gone if that fails.

    Raises Invalid for a kind that is not written, BadParameter where there is one already, OSError.
    """
    _kind(target)
    try:
        target.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        words = say("cli.enterprise_import_codes_there", language(), file=target)
        raise typer.BadParameter(words, param_hint="--codes") from None
    try:
        yield
    finally:
        if target.exists() and not target.stat().st_size:  # nothing came of it
            target.unlink()


def _kind(target: Path) -> Kind:
    endings: dict[str, Kind] = {".xlsx": "xlsx", ".csv": "csv"}
    if target.suffix.lower() not in endings:
        raise Invalid("import_list_format", name=target.name)
    return endings[target.suffix.lower()]


def _keep(ctx: Context, target: Path, outcome: ImportOutcome, centre: str) -> None:
    """Write the list; where the disk refuses it, the firms are there all the same: tell of which.

    Raises OSError.
    """
    made = outcome.made
    try:
        target.write_bytes(_list(ctx, target, outcome.codes, made, centre))
    except OSError:
        words = say("cli.enterprise_import_codes_lost", language(), n=made.made, id=made.id)
        typer.echo(words, err=True)
        raise


def _list(
    ctx: Context, target: Path, codes: tuple[FirmCode, ...], made: Import, centre: str
) -> bytes:
    place = (ctx.settings.public_address or "").rstrip("/") + "/resume"
    voice, kind = Voice(language()), _kind(target)
    return codes_as(voice, codes, kind, file=made.file, centre=centre, place=place)


def _conclude(outcome: ImportOutcome, codes: Path) -> None:
    made = outcome.made
    params = {"n": made.made, "rows": made.rows, "id": made.id, "file": codes}
    print(say("cli.enterprise_import_done", language(), **params))
    if outcome.left_out:
        rows = ", ".join(map(str, outcome.left_out))
        print(say("intake.left_out", language(), n=len(outcome.left_out), rows=rows))


def _row(each: Import) -> list[str]:
    at = f"{each.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return [each.id, at, each.by, each.file, f"{each.made}/{each.rows}", str(each.undone)]
