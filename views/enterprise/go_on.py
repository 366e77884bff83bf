"""What else this enterprise can answer, on the result page: modules, the full diagnosis, again."""

import streamlit as st

from assessments.facts import facts_of
from assessments.model import Stage
from questionnaires.model import Questionnaire
from services import continuing, offering
from services.context import Context
from services.results import Result
from views.entering import enter
from views.enterprise.asking import asked_first
from views.markdown import escaped
from views.session import language, t

MOST_SHOWN = 6


def draw_go_on(ctx: Context, result: Result) -> None:
    """The questionnaires that suit it beside this one; this one again once it is submitted."""
    found = [
        offer.questionnaire
        for offer in offering.offers(ctx, facts_of(result.dossier.enterprise))
        if offer.suits and _is_next(result, offer.questionnaire)
    ]
    if not found:
        return
    st.header(t("enterprise.go_on_title"), anchor=False)
    st.markdown(t("enterprise.go_on_about"))
    for questionnaire in found[:MOST_SHOWN]:
        _offer(ctx, result, questionnaire)


def _is_next(result: Result, questionnaire: Questionnaire) -> bool:
    """The same again once it is submitted; topics beside it; full ones after anything else."""
    ours = result.dossier.questionnaire
    if questionnaire.id == ours.id:
        return result.dossier.assessment.stage is not Stage.DRAFT
    if questionnaire.form == "full":
        return ours.form != "full"
    return questionnaire.form == "module"


def _offer(ctx: Context, result: Result, questionnaire: Questionnaire) -> None:
    again = questionnaire.id == result.dossier.questionnaire.id
    label = t(
        "enterprise.go_on_again" if again else "enterprise.go_on_with",
        title=escaped(questionnaire.title.to(language())),
        form=t(f"enterprise.form_{questionnaire.form}"),
        minutes=questionnaire.minutes,
    )
    if asked_first(f"go_on_{questionnaire.id}", label, t("enterprise.go_on_warning")):
        started = continuing.continue_with(
            ctx, result.dossier.assessment.id, questionnaire.id, language()
        )
        enter(ctx, started.assessment, "code", started.resume_code)
