"""shuzhen rescore: stored assessments under another rubric or edition, as a bridge table."""

from pathlib import Path
from typing import Annotated

import typer

from cli.columns import aligned
from cli.language import language
from cli.operating import StoreOption, operating
from cli.writing import write_whole
from i18n import difference, one_decimal
from scoring.library import UnknownRubric
from services.bridge_tables import TEXTS, bridge_table, comma_separated, workbook
from services.rescoring import Bridge, Rescored
from services.rescoring import rescore as rescore_all
from wording.tables import Value
from wording.voice import Voice

FORMATS = (".csv", ".xlsx")
DIFFERENCES = 7  # from this column on figures are differences


def rescore(
    *,
    rubric: Annotated[str, typer.Option("--rubric")],
    edition: Annotated[str | None, typer.Option("--edition")] = None,
    keep: Annotated[bool, typer.Option("--keep")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    store: StoreOption = None,
) -> None:
    """Show or write what another rubric makes of the stored answers; change no result."""
    voice = Voice(language())
    if output is not None and output.suffix.lower() not in FORMATS:
        raise typer.BadParameter(voice.say("comparison.no_format", file=output))
    with operating(store) as ctx:
        try:
            rescored = rescore_all(ctx, rubric, to_edition=edition, keep=keep)
        except UnknownRubric as unknown:
            words = {"name": unknown.name, "near": "", "known": ", ".join(unknown.known)}
            raise typer.BadParameter(voice.say("cells.no_rubric", **words)) from None
    if output is None:
        table = bridge_table(voice, rescored)
        head = [column.title for column in table.columns]
        if table.rows:
            print(aligned([head, *(_row(row) for row in table.rows)]))
    elif output.suffix.lower() == ".csv":
        write_whole(output, comma_separated(rescored))
    else:
        write_whole(output, workbook(voice, rescored))
    _conclude(rescored, output)
    if rescored.lost:
        raise typer.Exit(1)


def _row(values: tuple[Value, ...]) -> list[str]:
    """Names as they are, levels whole, totals and differences to one decimal."""
    return [
        *(str(value) for value in values[:TEXTS]),
        *map(_cell, range(TEXTS, len(values)), values[TEXTS:]),
    ]


def _cell(place: int, value: Value) -> str:
    if value is None:
        return "—"
    if isinstance(value, int | str):
        return str(value)
    return difference(value) if place >= DIFFERENCES else one_decimal(value)


def _conclude(rescored: Rescored, output: Path | None) -> None:
    voice, bridges = Voice(language()), rescored.bridges
    moves = [_move(bridge) for bridge in bridges]
    counts = {name: moves.count(way) for name, way in (("up", 1), ("same", 0), ("down", -1))}
    lines = [voice.say("comparison.done", n=len(bridges), **counts)]
    if not bridges and not rescored.passed:
        lines = [voice.say("comparison.nothing")]
    if rescored.passed:
        lines.append(voice.say("comparison.passed", n=rescored.passed))
    lines += [voice.say("comparison.lost", **each._asdict()) for each in rescored.lost]
    if any(bridge.kept for bridge in bridges):
        kept = sum(bridge.kept for bridge in bridges)
        lines.append(voice.say("comparison.kept", n=kept))
    if output is not None:
        lines.append(voice.say("comparison.written", file=output))
    typer.echo("\n".join(lines), err=True)


def _move(bridge: Bridge) -> int:
    """1 up, 0 the same, -1 down; no level counts as the lowest."""
    old, new = (-1 if each.level is None else each.level for each in (bridge.old, bridge.new))
    return (new > old) - (new < old)
