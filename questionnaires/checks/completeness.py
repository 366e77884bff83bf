"""What a finished questionnaire has: reasons, evidence, first steps, citations, short pages."""

from collections.abc import Iterator

from questionnaires.draft import Draft
from questionnaires.model import Kind
from questionnaires.problems import Problem

MOST_ON_A_PAGE = 12  # asked items


def check(draft: Draft) -> Iterator[Problem]:
    """What is missing or too much."""
    needed = [("evidence", "Q070"), ("first_step", "Q071"), ("cites", "Q072")]
    if draft.head is not None and draft.head.form == "reference":
        del needed[-1]  # its questions rest on what others published, as its provenance says
    for placed in draft.items:
        if placed.entry.scored and placed.entry.kind is not Kind.TEXT:
            for key, code in needed:
                if not getattr(placed.entry, key):
                    yield placed.problem(code)
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
