"""What a page drew, what is chosen now and what the store has: which of them holds.

A click is noticed by comparing values at every run, never by a callback: the first click after
a reconnect calls none. What was drawn is remembered with its revision, so that an answer that
another device gave in between is neither overwritten nor mistaken for a click. The browser
remembers it too, and brings it along to a session that never drew this page.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

import streamlit as st

from assessments.model import AnswerRecord
from assessments.plain_text import plain
from assessments.refusals import Refusal, Stale
from questionnaires.model import Item
from views import answering

Record = Callable[[Item, Any, str, int], AnswerRecord]  # item, raw, note, revision seen
Records = Mapping[str, AnswerRecord]
MOST = 2**31  # no revision is larger


@dataclass(frozen=True)
class Drawn:
    """An answer as it is compared; revision 0 is "not answered yet"."""

    revision: int = 0
    value: Any = None
    note: str = ""

    def is_same(self, other: "Drawn") -> bool:
        """Whether both are the same answer with the same note."""
        return (self.value, self.note) == (other.value, other.note)


@dataclass(frozen=True)
class Refused:
    """What was chosen or typed and not saved, and why."""

    wanted: Any
    why: Refusal


def drawn_of(item: Item, stored: AnswerRecord | None, otherwise: Any = None) -> Drawn:
    """The stored answer in the form that is compared; ``otherwise`` stands where there is none."""
    raw = otherwise if stored is None or stored.value is None else stored.value
    value = answering.plain_value(item, raw)
    return Drawn(value=value) if stored is None else Drawn(stored.revision, value, stored.note)


class AnswerForm:
    """The answers of one side of one assessment as this session shows them.

    ``refused`` and ``refused_notes`` say per item what stands in its fields and is not saved;
    ``disputed`` holds the choice that waits for a decision because another device was faster.
    All outlive a run.
    """

    def __init__(self, name: str, record: Record) -> None:
        self._name = name
        self._record = record
        state = st.session_state.setdefault(f"desk:{name}", ({}, {}, {}, {}, set()))
        self._drawn: dict[str, tuple[Item, Drawn]] = state[0]
        self.refused: dict[str, Refused] = state[1]
        self.refused_notes: dict[str, Refused] = state[2]
        self.disputed: dict[str, Drawn] = state[3]
        # Whose widgets this session draws for the first time: their choice is not compared yet.
        self._fresh: set[str] = state[4]

    def key(self, item: Item) -> str:
        """The key of the item's widgets."""
        return f"{self._name}:{item.id}"

    def note_key(self, item: Item) -> str:
        """The key of the item's note."""
        return f"{self._name}:{item.id}:note"

    def save_changes(self) -> None:
        """Save what was changed since the last run drew it.

        To be called before anything is drawn: the widgets may still be set then.
        """
        changed = []
        for item, before in self._drawn.values():
            waits = item.id in self.disputed or item.id in self._fresh
            if waits or not answering.is_drawn(item, self.key(item)):
                continue
            now = self._chosen(item, before)
            # Of two ticks that exclude each other one goes, also where what is kept stays.
            if now.value != before.value or item.id in self.refused:
                answering.put(item, self.key(item), now.value)
            if now.is_same(before):
                self._accept(item)
            else:
                changed.append((item, now, before))
        # What one answer forbids, another that was changed with it may allow.
        saved = True
        while changed and saved:
            left = [each for each in changed if not self._write(*each)]
            saved, changed = len(left) < len(changed), left

    def show(self, item: Item, now: Drawn) -> None:
        """Let the item's widgets show what the store has. Before drawing them."""
        if not answering.is_drawn(item, self.key(item)):
            self._fresh.add(item.id)
            self._accept(item)
        elif item.id in self.disputed:
            if now.is_same(self.disputed[item.id]):
                del self.disputed[item.id]
            self._put(item, now)
        elif now != self._drawn[item.id][1]:
            self._accept(item)
            self._put(item, now)
        self._drawn[item.id] = (item, now)

    def settle(self) -> bool:
        """Let the browser remember what was drawn. After all items; True: run again.

        A session that draws this page for the first time learns from the browser what an earlier
        one drew there: what differs from that was chosen by this person, perhaps before another
        device answered.
        """
        key = f"{self._name}:drawn"
        shown = {id: drawn for id, (item, drawn) in self._drawn.items() if self._is_here(item)}
        earlier = shown | unpacked(st.session_state.get(key, ""))
        if key in st.session_state:
            st.session_state[key] = _packed(shown)
        with st.container(key="drawn_here"):  # hidden by page.css
            told = st.text_input(key, _packed(shown), key=key, label_visibility="collapsed")
        again = told != _packed(shown)  # what the browser remembers is to be renewed
        if again:
            earlier = unpacked(told)
        for id in self._fresh & shown.keys():
            item, now = self._drawn[id]
            if not self._chosen(item, now).is_same(now):
                self._drawn[id] = (item, earlier.get(id, Drawn()))
                again = True
        self._fresh.clear()
        return again

    def decide(self, item: Item, *, mine: bool) -> None:
        """End a dispute: save the choice of this device, or let the other one's stand."""
        wanted, theirs = self.disputed.pop(item.id), self._drawn[item.id][1]
        if mine:
            self._put(item, wanted)
            self._write(item, wanted, theirs)

    def take_back(self, item: Item) -> None:
        """Take the answer back; the next run empties the widgets."""
        self._press(item, Drawn())

    def answer(self, item: Item, raw: Any) -> None:
        """Save ``raw`` with the note as it stands; the next run lets the widgets show it."""
        note = self._drawn[item.id][1].note
        self._press(item, Drawn(value=answering.plain_value(item, raw), note=note))

    def _press(self, item: Item, wanted: Drawn) -> None:
        """Save what a button says, after the widgets were drawn with what was there before."""
        shown = self._drawn[item.id]
        self._write(item, wanted, shown[1])
        self._drawn[item.id] = shown

    def _is_here(self, item: Item) -> bool:
        return answering.is_drawn(item, self.key(item))

    def _chosen(self, item: Item, before: Drawn) -> Drawn:
        """What the widgets say; of two that exclude each other, the one that is new."""
        refused = self.refused.get(item.id)
        note = st.session_state.get(self.note_key(item), before.note)
        value = answering.read(item, self.key(item), refused.wanted if refused else before.value)
        return Drawn(before.revision, value, plain(note))

    def _put(self, item: Item, shown: Drawn) -> None:
        answering.put(item, self.key(item), shown.value)
        if self.note_key(item) in st.session_state:
            st.session_state[self.note_key(item)] = shown.note

    def _accept(self, item: Item) -> None:
        self.refused.pop(item.id, None)
        self.refused_notes.pop(item.id, None)

    def _write(self, item: Item, wanted: Drawn, before: Drawn) -> bool:
        """Save what can be saved of ``wanted``: True where something was."""
        self._accept(item)
        while not wanted.is_same(before):
            try:
                record = self._record(item, wanted.value, wanted.note, before.revision)
            except Stale:
                self.disputed[item.id] = wanted
                return False
            except Refusal as why:
                if why.key == "note_long":
                    self.refused_notes[item.id] = Refused(wanted.note, why)
                    wanted = replace(wanted, note=before.note)
                else:
                    self.refused[item.id] = Refused(wanted.value, why)
                    wanted = replace(wanted, value=before.value)
            else:
                self._drawn[item.id] = (item, drawn_of(item, record, wanted.value))
                return True
        return False


def _packed(drawn: Mapping[str, Drawn]) -> str:
    """What was drawn, for the browser to keep; nothing of what is not answered."""
    known = {id: astuple(each) for id, each in drawn.items() if each != Drawn()}
    return json.dumps(known, ensure_ascii=False)


def unpacked(text: str) -> dict[str, Drawn]:
    """What ``_packed`` made; a browser may send anything, and what is none of it is left out."""
    try:
        packed = json.loads(text)
        drawn = {str(id): Drawn(*each) for id, each in packed.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
    return {id: each for id, each in drawn.items() if _is_one(each)}


def _is_one(drawn: Drawn) -> bool:
    return type(drawn.revision) is int and 0 <= drawn.revision < MOST and type(drawn.note) is str
