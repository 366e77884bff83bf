"""Files of evidence beside a question: those that are there, adding one, taking one back."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from assessments.evidence import LONGEST_LINK, LONGEST_TEXT, VERDICTS, EvidenceFile
from assessments.refusals import Refusal
from services import evidence
from services.context import Context
from services.evidence import EvidenceDraft
from views.download import at_the_click
from views.errors import why_not
from views.markdown import escaped
from views.session import t
from views.shown import day

TYPES = ["jpg", "jpeg", "png", "webp", "pdf", "xlsx", "docx"]
ENDINGS = {"photo": "jpg", "pdf": "pdf", "xlsx": "xlsx", "docx": "docx"}
WITHIN = date(1990, 1, 1), date(2099, 12, 31)
ADDED = "evidence_added"
WIDTH = 160  # of a small picture
DIGITS = 12  # of a digest that tell one file from all others


@dataclass(frozen=True)
class EvidenceForm:
    """The files of one assessment on a page; ``keeps``: files may come and go.

    ``judges``: whoever looks says of each whether it counts.
    """

    ctx: Context
    assessment: str
    files: Sequence[EvidenceFile]
    keeps: bool
    judges: bool = False

    def of(self, item: str) -> Sequence[EvidenceFile]:
        """The files of one question."""
        return [each for each in self.files if each.item == item]

    def key(self, *parts: object) -> str:
        """The key of a widget."""
        return ":".join(map(str, ("evidence", self.assessment, *parts)))


def draw_count(desk: EvidenceForm, item: str) -> None:
    """How many files the question has; nothing for none."""
    if found := desk.of(item):
        st.caption(t("evidence.count", count=len(found)))


def draw_files(desk: EvidenceForm, item: str) -> None:
    """The files of the question, and the form that adds one."""
    for file in desk.of(item):
        with st.container(border=True, key=desk.key("file", file.id)):
            _draw_file(desk, file)
    if desk.keeps:
        _draw_form(desk, item)


def _draw_file(desk: EvidenceForm, file: EvidenceFile) -> None:
    _draw_picture(desk, file)
    st.markdown(f"**{escaped(file.name)}**  \n{escaped(file.shows)}")
    st.caption(_facts(file))
    left, right = st.columns(2)
    with left:
        read = partial(_read, desk.assessment, file.id)
        hand_out(desk.ctx, file, read, desk.key("download", file.id))
    own = file.side == ("verified" if desk.judges else "claimed")
    if desk.keeps and own and (desk.judges or not file.verdict):
        key = desk.key("withdraw", file.id)
        if right.button(t("evidence.withdraw"), key=key, width="stretch"):
            _act(lambda: evidence.withdraw(desk.ctx, desk.assessment, file.id, seen=file.revision))
    if desk.judges and desk.keeps:
        _draw_verdict(desk, file)


def _draw_picture(desk: EvidenceForm, file: EvidenceFile) -> None:
    """The small picture, in the page itself: its address would be known to others."""
    if not file.kept.small:
        return
    try:
        content = evidence.content(desk.ctx, desk.assessment, file.id, small=True)
    except Refusal as refusal:
        st.warning(why_not(refusal))
        return
    st.image(f"data:image/jpeg;base64,{b64encode(content).decode()}", width=WIDTH)


def _facts(file: EvidenceFile) -> str:
    """What is known of a file, in a line."""
    by = escaped(file.by) or t("refusals.the_enterprise")
    size = max(1, round(file.kept.size / 1000))
    told = [t("evidence.added", by=by, day=day(file.at), kilobytes=size)]
    if file.expires:
        told.append(t("evidence.until", day=file.expires))
    told.append(t("evidence.known_by", revision=file.revision, digest=file.kept.digest[:DIGITS]))
    if file.verdict:
        verdict = t(f"evidence.verdict_{file.verdict}")
        told.append(t("evidence.judged", by=escaped(file.judged_by), verdict=verdict))
    if file.remark:
        told.append(escaped(file.remark))
    if file.in_report:
        told.append(t("evidence.in_report"))
    return " · ".join(told)


def hand_out(ctx: Context, file: EvidenceFile, read: Callable[[Context], bytes], key: str) -> None:
    """A link to follow; a file as an attachment and nothing that a browser would open."""
    if file.kept.kind == "link":
        host = escaped(urlsplit(file.name).hostname or "")
        st.link_button(t("evidence.open_link", host=host), file.name, width="stretch")
        return
    stem = re.sub(r"[^\w-]+", "_", file.name.rpartition(".")[0] or file.name).strip("_")
    st.download_button(
        t("evidence.download"),
        at_the_click(ctx, read),
        file_name=f"{stem or 'evidence'}.{ENDINGS[file.kept.kind]}",  # that of its content
        mime="application/octet-stream",
        key=key,
        on_click="ignore",
        width="stretch",
    )


def _read(assessment: str, file: int, ctx: Context) -> bytes:
    return evidence.content(ctx, assessment, file)


def _draw_form(desk: EvidenceForm, item: str) -> None:
    """Choose a file, say what it shows, add it; another file begins anew."""
    count = len(desk.of(item))
    with st.form(desk.key("form", item, count), border=False, enter_to_submit=False):
        file = st.file_uploader(
            t("evidence.choose"), type=TYPES, key=desk.key("upload", item, count)
        )
        link = st.text_input(
            t("evidence.link"),
            placeholder="https://",
            max_chars=LONGEST_LINK,
            key=desk.key("link", item, count),
        )
        shows = st.text_input(
            t("evidence.shows"),
            placeholder=t("evidence.shows_example"),
            max_chars=LONGEST_TEXT,
            key=desk.key("shows", item, count),
        )
        low, high = WITHIN
        expires = st.date_input(
            t("evidence.expires"),
            value=None,
            min_value=low,
            max_value=high,
            format="YYYY-MM-DD",
            key=desk.key("expires", item, count),
        )
        st.caption(t("evidence.about"))
        sent = st.form_submit_button(t("evidence.add"), width="stretch")
    if sent and (file is None) == (not link.strip()):
        st.error(t("evidence.none_chosen" if file is None else "evidence.two_chosen"))
    elif sent:
        draft = EvidenceDraft(item, shows=shows, expires=expires, link=link)
        if file is not None:
            draft = EvidenceDraft(item, file.name, file.getvalue(), shows, expires)
        _act(partial(evidence.add, desk.ctx, desk.assessment, draft), ADDED)
    elif st.session_state.pop(ADDED, False):
        st.success(t("evidence.was_added"))


def _draw_verdict(desk: EvidenceForm, file: EvidenceFile) -> None:
    """What the consultant says of the file."""
    key = partial(desk.key, file.id, file.revision)
    with st.form(key("verdict"), border=False, enter_to_submit=False):
        raw: dict[str, Any] = {
            "verdict": st.segmented_control(
                t("evidence.verdict"),
                VERDICTS,
                default=file.verdict,
                format_func=lambda each: t(f"evidence.verdict_{each or 'open'}"),
                key=key("says"),
            ),
            "remark": st.text_input(t("evidence.remark"), value=file.remark, key=key("remark")),
            "shows": st.text_input(
                t("evidence.shows"), value=file.shows, max_chars=LONGEST_TEXT, key=key("shows")
            ),
            "in_report": file.kept.kind == "photo"
            and st.checkbox(t("evidence.to_report"), value=file.in_report, key=key("shown")),
        }
        sent = st.form_submit_button(t("evidence.keep_verdict"), width="stretch")
    if sent:
        _judge(desk, file, raw)


def _judge(desk: EvidenceForm, file: EvidenceFile, raw: Mapping[str, Any]) -> None:
    said = {**raw, "verdict": raw["verdict"] or ""}
    _act(partial(evidence.judge, desk.ctx, desk.assessment, file.id, said, seen=file.revision))


def _act(act: Callable[[], object], done: str = "") -> None:
    """Do it and draw anew, or say why not."""
    try:
        act()
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    if done:
        st.session_state[done] = True
    st.rerun()
