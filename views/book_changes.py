"""What an answer book changes, in words: old and new beside each other, each with its cell."""

from collections.abc import Iterable
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
        st.subheader(t("answer_book.changes", n=len(merged.changes)), anchor=False)
        st.markdown("\n".join(_change(merged, each) for each in merged.changes))
    counts = {"kept": merged.kept, "unmentioned": merged.unmentioned}
    key = "stays_unmentioned" if merged.unmentioned else "stays"
    if merged.kept or merged.changes or merged.conflicts:
        st.caption(t(f"answer_book.{key}", **counts))
    notes = "\n".join(each.note for each in (*merged.changes, *merged.conflicts))
    draw_unprintable(notes)
    draw_personal_mark(notes)


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
    rows = [t("answer_book.was", said=_said(merged, item, change.seen))]
    if now is not None:
        who = merged.names.get(now.author) or t("answer_book.the_enterprise")
        told = {"who": escaped(who), "at": moment(now.at), "said": _said(merged, item, now)}
        rows.append(t("answer_book.is_now", **told))
    said = _words(merged, item, change.value, change.note)
    rows.append(t("answer_book.in_book", said=said))
    st.markdown("\n".join(f"- {row}" for row in rows))


def _change(merged: MergedBook, change: BookChange) -> str:
    item = change.item
    ask = f"- **{escaped(item.ask.to(language()))}** · {escaped(change.at)}"
    before = _said(merged, item, change.now)
    after = _words(merged, item, change.value, change.note)
    return f"{ask}  \n  {t('answer_book.from_to', before=before, after=after)}"


def _said(merged: MergedBook, item: Item, record: AnswerRecord | None) -> str:
    value, note = (record.value, record.note) if record else (None, "")
    return _words(merged, item, value, note)


def _words(merged: MergedBook, item: Item, value: Any, note: str) -> str:
    """An answer with its note; where nothing is verified, that the claim stands."""
    said = answering.in_words(item, value)
    claim = merged.claims.get(item.id)
    if value is None and claim is not None:
        said = t("answer_book.as_claimed", said=answering.in_words(item, claim.value))
    return t("answer_book.with_note", said=said, note=escaped(note)) if note else said
