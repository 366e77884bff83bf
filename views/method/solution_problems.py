"""Problems of a solution that is edited, said at the field that each stands in."""

from collections.abc import Iterable

import streamlit as st

from files.problems import Problem
from services.catalogue import EditableCatalogue
from solutions.edits import edited_id
from views.markdown import escaped
from views.session import language, t

# The keys of a solution in the order in which the form asks for them.
FIELDS = (
    "id", "title", "says", "light", "first_step", "next_step", "serves", "urgent", "changes",
    "prerequisites", "conditions", "effort", "cost", "weeks", "hours_saved", "owner", "indicators",
    "risks", "sizes", "sections",
)  # fmt: skip


def draw_problems(shelf: EditableCatalogue, id: str, problems: Iterable[Problem]) -> None:
    """A line a problem; those that say the same once."""
    told = (
        t(
            "solutions.problem_at",
            place=escaped(_place(shelf, id, problem)),
            message=escaped(problem.message(language())),
        )
        for problem in sorted(problems, key=_rank)
    )
    st.markdown("\n".join(f"- {each}" for each in dict.fromkeys(told)))


def _rank(problem: Problem) -> int:
    path = str(problem.line).split(".")
    return FIELDS.index(path[1]) if len(path) > 1 and path[1] in FIELDS else len(FIELDS)


def _place(shelf: EditableCatalogue, id: str, problem: Problem) -> str:
    """The field of the form, or the other solution that the problem stands in."""
    other = edited_id(problem) or str(problem.params.get("solution", ""))
    if other != id:
        found = shelf.catalogue.by_id.get(other)
        title = found.title.to(language()) if found else other or str(problem.line)
        return t("solutions.place_other", title=title)
    path = str(problem.line).split(".")[1:] or [str(problem.params.get("key", "id"))]
    field = t(f"solutions.field_{path[0]}") if path[0] in FIELDS else path[0]
    if path[-1] in ("zh", "en"):
        field = t(f"solutions.in_{path[-1]}", label=field)
    if len(path) > 1 and path[1].isdigit():
        return t("solutions.place", field=field, number=int(path[1]) + 1)
    return field
