"""What an answer book changes, in words: old and new beside each other, each with its cell."""

from collections.abc import Iterable, Sequence
from typing import Any

import streamlit as st

from assessments.model import AnswerRecord
from files.problems import Problem
from questionnaires.model import Item
from services.answer_books.merging import BookChange, MergedBook
from views import answering
from views.markdown import escaped
from views.refused import draw_personal_mark, draw_unprintable
from views.session import language, t
from views.shown import moment


def draw_problems(problems: Iterable[Problem]) -> None:
    """Everything that is wrong, by sheet and cell, with what to do."""
    found = tuple(problems)
    if not found:
        return
    st.error(t("answer_book.broken", count=len(found)))
    rows = []
    for each in found:
        at = f"**{escaped(str(each.line))}** " if isinstance(each.line, str) else ""
        rows.append(f"- {at}{escaped(each.message(language()))}")
    st.markdown("\n".join(rows))


def draw_changes(merged: MergedBook) -> None:
    """What is to be kept, and how much stays as it is."""
    if merged.changes:
        st.header(t("answer_book.changes", n=len(merged.changes)), anchor=False)
        st.markdown("\n".join(_change(merged, each) for each in merged.changes))
    counts = {"kept": merged.kept, "unmentioned": merged.unmentioned}
    key = "stays_unmentioned" if merged.unmentioned else "stays"
    if merged.kept or merged.changes or merged.conflicts:
        st.caption(t(f"answer_book.{key}", **counts))
    notes = "\n".join(each.note for each in (*merged.changes, *merged.conflicts))
    draw_unprintable(notes)
    draw_personal_mark(notes)


def draw_unexplained(lacking: Sequence[BookChange]) -> None:
    """What may be kept, but not signed before a remark stands beside it."""
    if not lacking:
        return
    st.warning(t("answer_book.unexplained", n=len(lacking)))
    asks = (f"- {escaped(each.item.ask.to(language()))} · {escaped(each.at)}" for each in lacking)
    st.markdown("\n".join(asks))


def draw_left_out(merged: MergedBook) -> None:
    """What is filled in but not asked, and is therefore not kept."""
    if not merged.left_out:
        return
    st.warning(t("answer_book.left_out", n=len(merged.left_out)))
    with st.expander(t("answer_book.left_out_which")):
        st.markdown("\n".join(_change(merged, each) for each in merged.left_out))


def draw_conflict(merged: MergedBook, change: BookChange) -> None:
    """What it was, what it is now and by whom, what the book says."""
    item, now = change.item, change.now
    st.markdown(f"**{escaped(item.ask.to(language()))}** · {escaped(change.at)}")
    was, is_, _ = change.not_shown
    rows = [t("answer_book.was", said=_said(merged, item, change.seen, not_shown=was))]
    if now is not None:
        who = merged.names.get(now.author) or t("answer_book.the_enterprise")
        said = _said(merged, item, now, not_shown=is_)
        rows.append(t("answer_book.is_now", who=escaped(who), at=moment(now.at), said=said))
    elif is_ != was:
        said = _said(merged, item, now, not_shown=is_)
        rows.append(t("answer_book.is_now_alone", said=said))
    rows.append(t("answer_book.in_book", said=_in_book(merged, change)))
    st.markdown("\n".join(f"- {row}" for row in rows))


def _change(merged: MergedBook, change: BookChange) -> str:
    item = change.item
    ask = f"- **{escaped(item.ask.to(language()))}** · {escaped(change.at)}"
    before = _said(merged, item, change.now, not_shown=change.not_shown[1])
    told = t("answer_book.from_to", before=before, after=_in_book(merged, change))
    return f"{ask}  \n  {told}"


def _in_book(merged: MergedBook, change: BookChange) -> str:
    not_shown = change.not_shown[-1]
    return _words(merged, change.item, change.value, change.note, not_shown=not_shown)


def _said(merged: MergedBook, item: Item, record: AnswerRecord | None, *, not_shown: bool) -> str:
    value, note = (record.value, record.note) if record else (None, "")
    return _words(merged, item, value, note, not_shown=not_shown)


def _words(merged: MergedBook, item: Item, value: Any, note: str, *, not_shown: bool) -> str:
    """An answer with its note; where nothing is verified or shown, what stands instead."""
    said = answering.in_words(item, value)
    claim = (merged.claims or {}).get(item.id)
    if not_shown:
        stands = answering.in_words(item, claim.value) if value is None and claim else said
        said = t("answer_book.not_shown_as", said=stands)
    elif value is None and claim is not None:
        said = t("answer_book.as_claimed", said=answering.in_words(item, claim.value))
    return t("answer_book.with_note", said=said, note=escaped(note)) if note else said
