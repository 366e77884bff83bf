"""shuzhen workbook: the answers of an assessment in a workbook, to be filled in off line."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from assessments.model import Side, Stage
from cli.failures import INPUT_AT_FAULT
from cli.language import language
from cli.operating import StoreOption, operating
from cli.writing import write_whole
from files.packages import LARGEST
from files.problems import InvalidFiles
from i18n import text_of
from services import answering
from services.answer_books.exporting import export_book
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.merging import BookChange
from services.answer_books.reading import read_answer_book
from services.subjects import subject_of
from wording.voice import Voice

app = typer.Typer(rich_markup_mode=None, add_completion=False)

SideOption = Annotated[Literal["claimed", "verified"] | None, typer.Option("--side")]
Ids = Annotated[list[str] | None, typer.Option(metavar="ITEM")]


@app.callback()
def workbook() -> None:
    """Hold the commands together."""


@app.command("export")
def export(
    assessment: Annotated[str, typer.Argument(metavar="ASSESSMENT")],
    *,
    output: Annotated[Path, typer.Option("-o", "--output")],
    side: SideOption = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option("--lang")] = None,
    store: StoreOption = None,
) -> None:
    """Write the workbook; of a draft what the enterprise answers, else what is verified."""
    voice = Voice(language())
    with operating(store) as ctx:
        if side is None:
            found = subject_of(ctx, "workbook.claimed", assessment)
            side = "claimed" if found.stage is Stage.DRAFT else "verified"
        content = export_book(ctx, assessment, side, Voice(lang or language()))
    write_whole(output, content)
    print(voice.say("cli.workbook_written", file=output, side=voice.say(f"audit.more_side_{side}")))


@app.command("import")
def import_(
    assessment: Annotated[str, typer.Argument(metavar="ASSESSMENT")],
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", exists=True, dir_okay=False, readable=True)
    ],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    book: Ids = None,
    stored: Ids = None,
    store: StoreOption = None,
) -> None:
    """Keep what the workbook changes, or say all that is wrong or undecided and keep nothing."""
    voice = Voice(language())
    with workbook.open("rb") as file:
        content = file.read(LARGEST + 1)
    read = read_answer_book(workbook.name, content)
    if read.identity is None:
        raise InvalidFiles(read.problems)
    side: Side = read.identity.side
    decided = dict.fromkeys(stored or (), False) | dict.fromkeys(book or (), True)
    with operating(store) as ctx:
        merged = look_through(ctx, assessment, side, read, decided)
        if merged.problems:
            raise InvalidFiles(merged.problems)
        known = {each.item.id for each in merged.conflicts}
        if strange := [id for id in decided if id not in known]:
            told = {"ids": ", ".join(strange), "known": ", ".join(sorted(known)) or "—"}
            raise typer.BadParameter(voice.say("cli.workbook_not_disputed", **told))
        for change in merged.changes:
            print(_told(voice, "cli.workbook_change", change))
        for change in merged.left_out:
            print(_told(voice, "cli.workbook_left_out", change))
        for change in merged.conflicts:
            key = "decided" if change.item.id in decided else "conflict"
            print(_told(voice, f"cli.workbook_{key}", change))
        for change in merged.unexplained(decided):
            print(_told(voice, "cli.workbook_unexplained", change))
        if any(each.item.id not in decided for each in merged.conflicts):
            print(voice.say("cli.workbook_undecided"))
            raise typer.Exit(INPUT_AT_FAULT)
        if dry_run:
            print(voice.say("cli.workbook_dry", n=len(merged.wanted(decided))))
            return
        kept = keep_book(ctx, assessment, side, read, decided, seen=merged.mark)
    print(voice.say("cli.workbook_kept", n=kept))


def _told(voice: Voice, key: str, change: BookChange) -> str:
    item = change.item
    before = change.now.value if change.now else None
    nothing = text_of("answer_book.unanswered")
    was, said = (
        nothing if each is None else answering.in_words(item, each)
        for each in (before, change.value)
    )
    _, was_missing, missing = change.not_shown
    not_shown = text_of("consultant.verdict_not_shown")
    was, said = not_shown if was_missing else was, not_shown if missing else said
    told = {"before": was, "after": said, "at": change.at, "id": item.id}
    return voice.say(key, ask=item.ask, **told)
