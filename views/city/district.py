"""The state of one district: its published row, and nothing else."""

import streamlit as st

from aggregates.figures import FigureRow, Hidden
from i18n import exact, one_decimal
from services import city
from services.city import CityChoice, CityView
from services.city_tables import CityVoice
from views.markdown import escaped
from views.session import context, language, t
from views.shown import district_name


def show() -> None:
    """Draw the page for what is chosen on it."""
    ctx = context()
    name = district_name(ctx.actor.district or "")
    st.title(t("people.district_title", name=escaped(name)), anchor=False)
    st.markdown(t("people.district_about"))
    view = _chosen()
    figures, day = view.figures, view.as_of.isoformat()
    if figures is None:
        st.info(t(f"city.nothing_{ctx.settings.city_counts}", day=day))
        return
    said = CityVoice(language(), figures, view.history, view.as_of)
    for mark in said.marks(figures):
        st.warning(mark)
    if isinstance(figures.city.count, Hidden):
        st.info(t("people.district_hidden", year=figures.year, threshold=figures.threshold))
    else:
        _row(said, figures.city)
    if len(view.history) > 1:
        st.header(t("people.district_years"), anchor=False)
        total = figures.legend.measures[0].id
        lines = [f"- {each.year}：{_mean(each.city, total)}" for each in view.history]
        st.markdown("\n".join(lines))
    st.caption(t("city.about_renewal", threshold=figures.threshold))
    st.caption(t("city.about_hidden", threshold=figures.threshold))


def _chosen() -> CityView:
    """The figures for what is chosen; at first the questionnaire most used, the newest year."""
    ctx, kept = context(), st.session_state
    of = kept.get("district_questionnaire", (None, None))
    view = city.district(ctx, CityChoice(kept.get("district_year"), *of))
    editions = {(each.id, each.edition): each for each in view.questionnaires}
    now = (view.questionnaire.id, view.questionnaire.edition)
    st.selectbox(
        t("city.choose_questionnaire"),
        list(editions),
        index=list(editions).index(now) if now in editions else None,
        format_func=lambda each: t(
            "city.questionnaire", title=editions[each].title.to(language()), edition=each[1]
        ),
        key="district_questionnaire",
        on_change=lambda: kept.pop("district_year", None),
    )
    if view.years:
        st.selectbox(
            t("city.choose_year"),
            view.years,
            format_func=lambda each: t("city.year", year=each),
            key="district_year",
        )
    return view


def _row(said: CityVoice, row: FigureRow) -> None:
    """How many, the means, the shares of the levels."""
    legend = said.figures.legend
    st.markdown(t("people.district_count", n=said.count(row.count)))
    lines = []
    for measure in legend.measures:
        title, mean = escaped(measure.title.to(language())), _mean(row, measure.id)
        lines.append(f"- {title}：{mean} / {exact(measure.scale)}")
    st.header(t("people.district_means"), anchor=False)
    st.markdown("\n".join(lines))
    st.header(t("city.levels"), anchor=False)
    if isinstance(row.levels, Hidden):
        st.markdown(t("city.read_levels_hidden"))
        return
    shares = zip(legend.levels, row.levels, strict=True)
    st.markdown(
        "\n".join(f"- {escaped(said.level_title(a))}：{escaped(said.share(b))}" for a, b in shares)
    )


def _mean(row: FigureRow, measure: str) -> str:
    mean = row.means[measure]
    return t("city.hidden") if isinstance(mean, Hidden) else one_decimal(mean)


show()
