"""What a finished questionnaire has: reasons, evidence, first steps, citations, short pages."""

from collections.abc import Iterator

from files.problems import Problem
from questionnaires.draft import Draft
from questionnaires.model import Kind

MOST_ON_A_PAGE = 12  # asked items


def check(draft: Draft) -> Iterator[Problem]:
    """What is missing or too much."""
    yield from _scored(draft)
    if draft.head is None:
        return
    for number, page in enumerate(draft.head.pages):
        if len(page.items) > MOST_ON_A_PAGE:
            params = {"page": page.id, "count": len(page.items), "most": MOST_ON_A_PAGE}
            yield draft.head_document.problem("Q064", "pages", number, "items", **params)
    for dimension, document in draft.dimensions:
        items = [placed for placed in draft.items if placed.document is document]
        if len(items) == len(dimension.items) and not any(each.entry.scored for each in items):
            yield document.problem("Q090", "id", id=dimension.id)


def _scored(draft: Draft) -> Iterator[Problem]:
    """What a scored item lacks; one published by others rests on its source, not on an article."""
    needed = [("evidence", "Q070"), ("first_step", "Q071")]
    if draft.head is None or draft.head.form != "reference":
        needed.append(("cites", "Q072"))
    for placed in draft.items:
        if placed.entry.scored and placed.entry.kind is not Kind.TEXT:
            for key, code in needed:
                if not getattr(placed.entry, key):
                    yield placed.problem(code)
