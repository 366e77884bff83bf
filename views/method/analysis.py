"""What the signed assessments say of each question of a questionnaire."""

import streamlit as st

from services import analysing
from services.analysing import AnalysisView
from services.analysis_tables import AnalysisVoice
from services.context import Context
from services.file_jobs import AnalysisJob
from views.download import download_button, when_pressed
from views.markdown import escaped, table_markdown
from views.session import context, language, t


def show() -> None:
    """Draw the page for the questionnaire that is chosen."""
    ctx = context()
    st.title(t("analysis.title"), anchor=False)
    st.markdown(t("analysis.intro"))
    view = _chosen(ctx)
    found = view.analysis
    said = AnalysisVoice(language(), found)
    if not found.sheets:
        st.info(t("analysis.nothing"))
        return
    if view.synthetic:
        st.warning(t("analysis.synthetic"))
    st.caption(escaped(t("analysis.as_of", day=said.day(view.as_of))))
    st.markdown(escaped(said.about()))
    _listed(t("analysis.unused_list"), list(said.unused()))
    _listed(t("analysis.weak_list"), [each.item.ask.to(language()) for each in said.weak()])
    items, *others, blocks = said.tables()
    st.header(escaped(items.title), anchor=False)
    with st.container(key="analysis_items"):
        st.markdown(table_markdown(items))
    for place, table in enumerate(others):
        with st.expander(escaped(table.title)), st.container(key=f"analysis_{place}"):
            st.markdown(table_markdown(table))
    st.header(escaped(blocks.title), anchor=False)
    st.markdown(table_markdown(blocks) if blocks.rows else t("analysis.blocks_none"))
    with st.expander(t("analysis.notes")):
        for word, meaning in said.notes().entries:
            st.markdown(f"**{escaped(word)}** {escaped(meaning)}")
    asked = found.questionnaire
    download_button(
        t("analysis.download"),
        when_pressed(ctx, AnalysisJob(asked.id, asked.edition, language())),
        name=t("analysis.file", id=asked.id, edition=asked.edition),
        format="xlsx",
        key="workbook",
        width="content",
    )


def _chosen(ctx: Context) -> AnalysisView:
    """The analysis of what is chosen; at first the questionnaire with most signed assessments."""
    view = analysing.analysis(ctx, *st.session_state.get("analysed", (None, None)))
    editions = {(each.id, each.edition): each for each in view.questionnaires}
    now = (view.analysis.questionnaire.id, view.analysis.questionnaire.edition)
    st.selectbox(
        t("analysis.choose"),
        list(editions),
        index=list(editions).index(now) if now in editions else None,
        format_func=lambda each: t(
            "city.questionnaire", title=editions[each].title.to(language()), edition=each[1]
        ),
        key="analysed",
    )
    return view


def _listed(title: str, lines: list[str]) -> None:
    """A heading with its lines; nothing where there is none."""
    if lines:
        st.subheader(title, anchor=False)
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


show()
