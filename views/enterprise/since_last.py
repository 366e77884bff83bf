"""What has changed since the last round, as a section of the result page."""

import streamlit as st

from assessments.refusals import Invalid
from reports.chapters.change import change_of, since
from scoring.comparison import NodeChange
from services import comparing
from services.comparing import Compared
from services.dossier import Dossier
from services.results import Result
from views.change import change_markdown
from views.kept import kept
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice
from views.shown import figure


def draw_since_last(result: Result) -> None:
    """The section; nothing where there is no earlier round to compare with."""
    found = kept("since_last", result.seen, lambda: _compared(result.dossier))
    if found is None:
        return
    st.header(t("comparison.since_title"), anchor=False)
    mark_provisional(result.card)
    if isinstance(found, Invalid):
        st.caption(escaped(found.to(language())))
        return
    st.markdown(escaped(since(voice(), found.comparison, found.assessments, found.sides)))
    with st.container(key="since_last"):
        st.markdown(_table(found))
    st.markdown(change_markdown(found))
    if len(set(found.sides)) > 1:
        st.caption(t("comparison.since_sides"))


def _compared(dossier: Dossier) -> Compared | Invalid | None:
    try:
        return comparing.since_last_round(dossier)
    except Invalid as refusal:  # the rubric or the edition of then is gone: said, not hidden
        return refusal


def _table(found: Compared) -> str:
    """The total and its parts: before, now, and the difference."""
    titles = [t(f"comparison.{name}") for name in ("figure", "before", "after", "difference")]
    rubric = found.rubrics[1]
    shown = {rubric.tree.id, *(node.id for node in rubric.tree.nodes)}
    nodes = [node for node in found.comparison.nodes if node.id in shown]
    lines = [" | ".join(titles), ":--- | ---: | ---: | ---:", *map(_line, nodes)]
    return "\n".join(f"| {line} |" for line in lines)


def _line(node: NodeChange) -> str:
    moved = change_of(node)
    title = escaped(node.title.to(language()))
    return f"{title} | {figure(node.before)} | {figure(node.after)} | {moved}"
