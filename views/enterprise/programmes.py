"""How far the enterprise is from public programmes, on the result page."""

from collections.abc import Iterable

import streamlit as st

from services import declaring, programmes
from services.context import Context
from services.results import Result
from solutions.programmes.judging import Finding, Judgement
from views.enterprise.declaring import draw_declaring
from views.kept import kept
from views.markdown import escaped
from views.session import language, t


def draw_programmes(ctx: Context, result: Result) -> None:
    """The section: what is reached or near in the open, the rest when asked for."""
    assessment = result.assessment.id
    said = declaring.declared(ctx, assessment)
    key = (result.seen, said.revision)
    found = kept("programmes", key, lambda: programmes.programmes(ctx, assessment))
    ahead = [each for each in found if each.outcome in ("reached", "near")]
    others = [each for each in found if each not in ahead]
    st.header(t("programmes.title"), anchor=False)
    st.markdown(t("programmes.about"))
    for each in ahead:
        with st.container(border=True, key=f"programme_{each.programme.id}"):
            _draw(each)
    if others:
        title = t("programmes.others", count=len(others))
        with st.expander(title, key="programmes_others", on_change="rerun") as rest:
            if rest.open:
                for each in others:
                    _draw(each)
    draw_declaring(ctx, assessment, said)


def _draw(judgement: Judgement) -> None:
    lang, programme = language(), judgement.programme
    lines = [
        t(
            "programmes.line",
            title=escaped(programme.title.to(lang)),
            outcome=t(f"programmes.outcome_{judgement.outcome}"),
        ),
        escaped(programme.says.to(lang)),
    ]
    if judgement.lacking:
        lines.append(escaped(t("programmes.lacking", what=_told(judgement.lacking))))
    if judgement.open:
        lines.append(escaped(t("programmes.open", what=_told(judgement.open))))
    st.markdown("  \n".join(lines))
    basis = {
        "source": programme.source.to(lang),
        "dated": programme.dated or t("programmes.undated"),
        "confidence": t(f"programmes.sure_{programme.confidence}"),
        "unseen": programme.unseen.to(lang),
    }
    st.caption(escaped(t("programmes.basis", **basis)))


def _told(findings: Iterable[Finding]) -> str:
    """The requirements in words; of what is counted also the parts that are not there."""
    lang, told = language(), []
    for each in findings:
        requirement = each.requirement
        says = requirement.says.to(lang)
        if requirement.confidence != "official":
            sure = t(f"programmes.sure_{requirement.confidence}")
            says = t("programmes.requirement", says=says, confidence=sure)
        parts = t("programmes.between").join(
            part.says.to(lang) for part in (*each.lacking, *each.open)
        )
        told.append(t("programmes.parts", says=says, parts=parts) if parts else says)
    return t("programmes.between").join(told)
