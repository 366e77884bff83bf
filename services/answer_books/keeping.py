"""An answer book that came back: what it would change, and keeping that, all or nothing."""

from collections.abc import Mapping

from assessments.model import Side
from assessments.refusals import Invalid, Stale
from files.problems import InvalidFiles
from services.answer_books.merging import MergedBook, merge
from services.answer_books.reading import BookRead
from services.answer_books.sides import dossier_to_fill
from services.answering import SeenAnswer, append_all
from services.context import Context, at_once
from services.dossier import Dossier
from services.noting import note_case
from services.verdicts import keep_not_shown


def look_through(
    ctx: Context,
    assessment_id: str,
    side: Side,
    read: BookRead,
    decided: Mapping[str, bool] | None = None,
) -> MergedBook:
    """What the book would change now; nothing is kept. Raises NotAllowed, also by the stage."""
    return _merged(ctx, assessment_id, side, read, decided or {})[1]


def keep_book(  # noqa: PLR0913  (all that is decided)
    ctx: Context,
    assessment_id: str,
    side: Side,
    read: BookRead,
    decided: Mapping[str, bool],
    *,
    seen: str,
) -> int:
    """Keep what the book changes: all of it, or nothing; how many questions that were.

    ``decided`` says of every conflict whether the book's answer counts; ``seen`` is the mark of
    what was looked through. Raises InvalidFiles with everything wrong, Invalid where something is
    not decided, Stale where anybody has answered since.
    """
    with at_once(ctx) as one:
        dossier, merged = _merged(one, assessment_id, side, read, decided)
        if merged.mark != seen:
            raise Stale("book_stale")
        if merged.problems:
            raise InvalidFiles(merged.problems)
        undecided = [each.item.ask for each in merged.conflicts if each.item.id not in decided]
        if undecided:
            raise Invalid("book_undecided", count=len(undecided), items=undecided)
        wanted = merged.wanted(decided)
        answers = {
            each.item.id: SeenAnswer(each.value, each.note, each.revision)
            for each in wanted
            if each.rewrites
        }
        append_all(one, dossier.assessment, answers, side=side)
        if side == "verified":
            keep_not_shown(one, dossier, {each.item.id: each.not_shown[-1] for each in wanted})
        note_case(one, "workbook.import", dossier.assessment, side=side, answers=len(wanted))
    return len(wanted)


def _merged(
    ctx: Context, assessment_id: str, side: Side, read: BookRead, decided: Mapping[str, bool]
) -> tuple[Dossier, MergedBook]:
    dossier = dossier_to_fill(ctx, assessment_id, side)
    history = ctx.store.answer_history(assessment_id)
    return dossier, merge(dossier, side, read, history, decided)
