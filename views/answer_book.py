"""An answer book to take along, and one that came back: what it changes, what is to be decided."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import streamlit as st

from access.addresses import network_of
from access.tokens import digest_of
from assessments.model import Assessment, Side
from assessments.refusals import Refusal
from files.problems import InvalidFiles
from services.answer_books.keeping import keep_book, look_through
from services.answer_books.merging import MergedBook
from services.answer_books.reading import BookRead
from services.context import Context
from services.file_jobs import AnswerBookJob, BookReadJob
from views.book_changes import (
    draw_changes,
    draw_conflict,
    draw_left_out,
    draw_problems,
    draw_unexplained,
)
from views.download import download_button, file_name, when_pressed
from views.errors import why_not
from views.kept import kept
from views.session import is_connected, language, session_id, t, token, voice, wiring
from views.turns import TURNS

MINE, THEIRS = "book", "stored"


@dataclass(frozen=True)
class _Desk:
    """What is being decided of one book; ``digest`` is that of its file."""

    ctx: Context
    assessment: str
    side: Side
    digest: str
    read: BookRead

    def key(self, name: str) -> str:
        """The key of a widget, or of what is remembered, of this book."""
        return f"book:{self.assessment}:{self.digest}:{name}"


def draw_answer_book(ctx: Context, assessment: Assessment, side: Side, enterprise: str) -> None:
    """Draw both; what was kept last is said above."""
    id = assessment.id
    done, times = f"book:{id}:done", f"book:{id}:times"
    if done in st.session_state:
        st.success(t("answer_book.done", n=st.session_state.pop(done)))
    st.header(t("answer_book.take"), anchor=False)
    wiring().makers.prepare()
    download_button(
        t(f"answer_book.download_{side}"),
        when_pressed(ctx, AnswerBookJob(id, side, voice())),
        name=t(f"answer_book.file_{side}", name=file_name(enterprise)),
        format="xlsx",
        key="book:download",
    )
    st.caption(t("answer_book.take_about"))
    st.header(t("answer_book.bring"), anchor=False)
    count = st.session_state.get(times, 0)
    file = st.file_uploader(t("answer_book.upload"), type="xlsx", key=f"book:{id}:upload:{count}")
    if file is None:
        st.caption(t("answer_book.bring_about"))
        return
    name, content = Path(file.name).name, file.getvalue()
    digest = sha256(content).hexdigest()
    try:
        read = kept("book", (id, digest), lambda: _read(ctx, name, content))
        kept_now = _decide(_Desk(ctx, id, side, digest, read))
    except Refusal as refusal:
        st.error(why_not(refusal))
        return
    if kept_now is not None:
        st.session_state[done], st.session_state[times] = kept_now, count + 1
        st.rerun()


def _read(ctx: Context, name: str, content: bytes) -> BookRead:
    """Read it in a process beside: it may be anything, and take long."""
    stays = is_connected(session_id())
    holder, line, person = digest_of(token()), network_of(ctx.address), ctx.actor.person
    with TURNS.turn(holder, line, stays, person=person):
        read: BookRead = wiring().makers.make(ctx, BookReadJob(name, content), stays)
        return read


def _decide(desk: _Desk) -> int | None:
    """Draw what it changes and the button; how many answers were kept, None where none was."""
    merged = look_through(desk.ctx, desk.assessment, desk.side, desk.read)
    decided = _conflicts(desk, merged)
    if decided:
        merged = look_through(desk.ctx, desk.assessment, desk.side, desk.read, decided)
    draw_problems(merged.problems)
    draw_changes(merged)
    draw_unexplained(merged.unexplained(decided))
    draw_left_out(merged)
    # A click keeps what the page showed when it was clicked, not what was read just now.
    place = desk.key("seen")
    seen = st.session_state.get(place, merged.mark)
    st.session_state[place] = merged.mark
    wanted = merged.wanted(decided)
    open_ = len(merged.conflicts) - sum(each.item.id in decided for each in merged.conflicts)
    if merged.problems:
        st.info(t("answer_book.first_problems"))
        return None
    if not (merged.changes or merged.conflicts):
        st.info(t("answer_book.nothing", n=merged.kept))
        return None
    if open_:
        st.info(t("answer_book.first_decide", n=open_))
    label = t("answer_book.keep", n=len(wanted))
    ready = bool(wanted) and not open_
    if not st.button(label, type="primary", width="stretch", disabled=not ready, key="book:keep"):
        return None
    try:
        return keep_book(desk.ctx, desk.assessment, desk.side, desk.read, decided, seen=seen)
    except InvalidFiles as invalid:  # somebody's answer made it so, this moment
        draw_problems(invalid.problems)
        return None


def _conflicts(desk: _Desk, merged: MergedBook) -> dict[str, bool]:
    """Draw what others answered meanwhile, one by one; what is decided of each."""
    if not merged.conflicts:
        return {}
    st.header(t("answer_book.conflicts", n=len(merged.conflicts)), anchor=False)
    st.markdown(t("answer_book.conflicts_about"))
    decided: dict[str, bool] = {}
    for change in merged.conflicts:
        with st.container(border=True):
            draw_conflict(merged, change)
            # another revision is another question
            chosen = st.radio(
                t("answer_book.which", ask=change.item.ask.to(language())),
                (MINE, THEIRS),
                index=None,
                format_func=lambda each: t(f"answer_book.which_{each}"),
                horizontal=True,
                key=desk.key(f"{change.item.id}:{change.revision}"),
                label_visibility="collapsed",
            )
        if chosen is not None:
            decided[change.item.id] = chosen == MINE
    return decided
