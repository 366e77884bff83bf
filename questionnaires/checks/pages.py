"""Pages: every asked item on exactly one of them."""

from collections.abc import Iterator

from files.problems import Problem
from files.shape import did_you_mean
from questionnaires.draft import Draft
from questionnaires.model import Kind


def check(draft: Draft) -> Iterator[Problem]:
    """Problems of what stands on the pages."""
    if draft.head is None:
        return
    first: dict[str, str] = {}
    for number, page in enumerate(draft.head.pages):
        for index, item in enumerate(page.items):
            at = ("pages", number, "items", index)
            if not draft.known(item):
                near = did_you_mean(item, draft.by_id)
                yield draft.head_document.problem("Q062", *at, page=page.id, item=item, near=near)
            elif item in first:
                params = {"page": page.id, "item": item, "first": first[item]}
                yield draft.head_document.problem("Q061", *at, **params)
            elif item in draft.by_id and draft.by_id[item].entry.kind is Kind.RATIO:
                yield draft.head_document.problem("Q063", *at, page=page.id, item=item)
            first.setdefault(item, page.id)
    for id, placed in draft.by_id.items():
        if placed.entry.kind is not Kind.RATIO and id not in first:
            yield placed.problem("Q060")
