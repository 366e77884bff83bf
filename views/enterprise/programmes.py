"""How far the enterprise is from public programmes, on the result page."""

import streamlit as st

from reports.chapters.programmes import findings_text, standing_text
from services import declaring, programmes, reading_under
from services.context import Context
from services.results import Result
from solutions.programmes.judging import Judgement
from views.enterprise.declaring import draw_declaring
from views.kept import kept
from views.markdown import escaped
from views.provisional import mark_provisional
from views.session import language, t, voice


def draw_programmes(ctx: Context, result: Result) -> None:
    """The section: what is reached or near in the open, the rest when asked for."""
    dossier, said = result.dossier, declaring.declared(result.dossier)
    readings = kept("read_under", result.seen, lambda: reading_under.read_under(dossier))
    key = (result.seen, said.revision)
    found = kept("programmes", key, lambda: programmes.programmes(dossier, readings))
    ahead = [each for each in found if each.outcome in ("reached", "near")]
    others = [each for each in found if each not in ahead]
    st.header(t("programmes.title"), anchor=False)
    mark_provisional(result.card)
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
    draw_declaring(ctx, dossier.assessment.id, said)


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
    wanting = {"lacking": judgement.lacking, "open": judgement.open}
    lines += [
        escaped(t(f"programmes.{name}", what=findings_text(voice(), programme, found)))
        for name, found in wanting.items()
        if found
    ]
    st.markdown("  \n".join(lines))
    basis = {
        "source": programme.source.to(lang),
        "standing": standing_text(voice(), programme),
        "confidence": t(f"programmes.sure_{programme.confidence}"),
        "unseen": programme.unseen.to(lang),
    }
    st.caption(escaped(t("programmes.basis", **basis)))
