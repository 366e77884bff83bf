"""One item under verification: the claim on the left, what was found on the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from assessments.model import AnswerRecord, Stage
from assessments.verdicts import ClaimVerdict
from questionnaires.model import Item
from services import verdicts, verifying
from services.context import Context
from services.points import points_in
from services.respondents import GivenAnswer, disagree
from services.verifying import Case
from views import answering
from views.address import look_at
from views.consultant.item_notes import draw_notes
from views.dispute import draw_dispute
from views.doing import do
from views.evidence import EvidenceForm, draw_files
from views.markdown import escaped
from views.refused import draw_answer_refused, draw_note_state, pressed_other
from views.saving import AnswerForm, Drawn, drawn_of
from views.session import language, t
from views.shown import clock, moment
from views.sources import mark_of

COLOURS = {
    ClaimVerdict.CONFIRMED: "green",
    ClaimVerdict.UP: "blue",
    ClaimVerdict.DOWN: "orange",
    ClaimVerdict.CHANGED: "violet",
    ClaimVerdict.NOT_SHOWN: "red",
    ClaimVerdict.UNCHECKED: "gray",
}


@dataclass(frozen=True)
class Beside:
    """What an item's card has beside the answers.

    ``go_to`` opens the question with an id; ``given`` is what each of several people answered.
    """

    go_to: Callable[[str], None]
    files: EvidenceForm
    given: Sequence[GivenAnswer]


def draw_finding(ctx: Context, case: Case, desk: AnswerForm, item: Item, beside: Beside) -> bool:
    """Draw the item; True where something was saved after drawing, so that a rerun is due.

    Nothing in it comes and goes with an answer, so that nothing moves under the pointer.
    """
    now, record = _found(case, item), case.dossier.verified.get(item.id)
    desk.show(item, now)
    look_at(item.id)
    with st.container(border=True, key=f"finding_{item.id}", gap="xsmall"):
        st.markdown(_title(case, item))
        left, right = st.columns((6, 5))
        with left:
            _draw_claim(case, item, beside)
            if item.id in case.verdicts:
                _draw_verdict(ctx, case, item, now)
            if item.id not in desk.disputed:
                _draw_remark(case, desk, item, now)
                st.caption(_state(case, item, record, beside))
        with right:
            if item.id in desk.disputed:
                return draw_dispute(desk, item, now, record)
            answering.draw(item, desk.key(item), now.value, disabled=not _is_open(case))
            refused = draw_answer_refused(desk, item, now)
            if refused and (other := pressed_other(desk, item, lambda to: _to_other(case, to))):
                beside.go_to(other)
            _draw_beside(ctx, case, item, beside)
        return False


def _is_open(case: Case) -> bool:
    return case.dossier.assessment.stage is Stage.UNDER_VERIFICATION


def _title(case: Case, item: Item) -> str:
    ask = f"**{escaped(item.ask.to(language()))}**{mark_of(case.dossier.questionnaire, item)}"
    verdict = case.verdicts.get(item.id)
    if verdict is None:
        return ask
    return f":{COLOURS[verdict]}-badge[{t(f'consultant.verdict_{verdict}')}] {ask}"


def _draw_claim(case: Case, item: Item, beside: Beside) -> None:
    """What the enterprise says, who of it, and what to look at."""
    claim = case.dossier.claimed.get(item.id)
    words = answering.in_words(item, claim.value if claim else None)
    st.markdown(t("consultant.claim", answer=words))
    if claim is not None and claim.note:
        st.caption(t("consultant.claim_note", note=escaped(claim.note)))
    if beside.given:
        st.markdown(_given(item, tuple(beside.given)))
    if item.evidence:
        st.caption(t("consultant.look_at", what=escaped(item.evidence.to(language()))))


def _given(item: Item, given: tuple[GivenAnswer, ...]) -> str:
    """The answers of several people beside one another, marked where they are not the same."""
    head = t("consultant.given_apart") if disagree(given) else t("consultant.given_alike")
    lines = [
        t(
            "consultant.given",
            who=escaped(each.name) or t("consultant.given_by_code"),
            answer=answering.in_words(item, each.value),
            at=moment(each.at),
        )
        + (f" {t('consultant.given_stands')}" if each.stands else "")
        for each in given
    ]
    badge = f":orange-badge[{head}]" if disagree(given) else head
    return "\n".join([badge, "", *(f"- {line}" for line in lines)])


def _draw_verdict(ctx: Context, case: Case, item: Item, now: Drawn) -> None:
    """The claim confirmed by one click, and taken back by another; nothing to see, the same."""
    assessment, verdict = case.dossier.assessment, case.verdicts[item.id]
    claim = case.dossier.claimed.get(item.id)
    is_open = _is_open(case)
    confirmed, missing = verdict is ClaimVerdict.CONFIRMED, verdict is ClaimVerdict.NOT_SHOWN
    with st.container(horizontal=True, key=f"says_{item.id}"):
        yes = st.button(
            t("consultant.confirm"),
            key=f"confirm:{assessment.id}:{item.id}",
            type="primary" if confirmed else "secondary",
            icon=":material/check:",
            disabled=not is_open or claim is None or claim.value is None,
        )
        no = st.button(
            t("consultant.verdict_not_shown"),
            key=f"not_shown:{assessment.id}:{item.id}",
            type="primary" if missing else "secondary",
            icon=":material/visibility_off:",
            disabled=not is_open,
        )

    def confirm() -> None:
        raw = None if confirmed or claim is None else claim.value
        if missing:
            verdicts.set_not_shown(ctx, assessment.id, item.id, is_so=False)
        verifying.set_verified(ctx, assessment.id, item.id, raw, remark=now.note, seen=now.revision)

    if yes:
        do(confirm)
    if no:
        do(lambda: verdicts.set_not_shown(ctx, assessment.id, item.id, is_so=not missing))


def _draw_remark(case: Case, desk: AnswerForm, item: Item, now: Drawn) -> None:
    st.text_input(
        t("consultant.remark"),
        value=now.note,
        key=desk.note_key(item),
        placeholder=t("consultant.remark_example"),
        disabled=not _is_open(case),
        label_visibility="collapsed",
    )
    draw_note_state(desk, item, now)


def _state(case: Case, item: Item, record: AnswerRecord | None, beside: Beside) -> str:
    """One line, always there: what lacks, or when it was saved, and what stands beside."""
    if item.id in case.unexplained:
        told = [t("consultant.remark_lacking")]
    elif record is not None:
        told = [t("app.saved", time=clock(record.at))]
    else:
        told = [t("consultant.as_claimed")]
    notes = points_in(case.dossier).of(item.id)
    counts = {
        "files": len(beside.files.of(item.id)),
        "notes": sum(not each.unsettled for each in notes),
        "open": sum(each.unsettled for each in notes),
    }
    told += [t(f"consultant.beside_{name}", n=n) for name, n in counts.items() if n]
    return " · ".join(told)


def _draw_beside(ctx: Context, case: Case, item: Item, beside: Beside) -> None:
    """Files, comments and open points, drawn when opened."""
    # Another title would be another box, and shut.
    with st.expander(
        t("consultant.beside"), key=beside.files.key("of", item.id), on_change="rerun"
    ) as more:
        if more.open:
            draw_files(beside.files, item.id)
            draw_notes(ctx, case, item.id)


def _to_other(case: Case, id: str) -> str:
    ask = escaped(case.dossier.questionnaire.by_id[id].ask.to(language()))
    return t("consultant.to_other", ask=ask)


def _found(case: Case, item: Item) -> Drawn:
    """What stands: the verified answer, or the claim while there is none."""
    claim = case.dossier.claimed.get(item.id)
    return drawn_of(item, case.dossier.verified.get(item.id), claim.value if claim else None)
