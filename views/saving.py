"""What a page drew, what is chosen now and what the store has: which of them holds.

A click is noticed by comparing values at every run, never by a callback: the first click after
a reconnect calls none. What was drawn is remembered with its revision, so that an answer that
another device gave in between is neither overwritten nor mistaken for a click.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assessments.model import AnswerRecord
from assessments.plain_text import plain
from assessments.refusals import Refusal, Stale
from questionnaires.model import Item
from views import answering

Record = Callable[[Item, Any, str, int], AnswerRecord]  # item, raw, note, revision seen
Records = Mapping[str, AnswerRecord]


@dataclass(frozen=True)
class Drawn:
    """An answer as it is compared; revision 0 is "not answered yet"."""

    revision: int = 0
    value: Any = None
    note: str = ""


def drawn_of(item: Item, stored: AnswerRecord | None, otherwise: Any = None) -> Drawn:
    """The stored answer in the form that is compared; ``otherwise`` stands where there is none."""
    raw = otherwise if stored is None or stored.value is None else stored.value
    value = answering.plain_value(item, raw)
    return Drawn(value=value) if stored is None else Drawn(stored.revision, value, stored.note)


class Desk:
    """The answers of one side of one assessment as this session shows them.

    ``refused`` says per item why its last choice was not saved; ``disputed`` holds the choice
    that waits for a decision because another device was faster. Both outlive a run.
    """

    def __init__(self, name: str, record: Record) -> None:
        self._name = name
        self._record = record
        state = st.session_state.setdefault(f"desk:{name}", ({}, {}, {}, set()))
        self._drawn: dict[str, tuple[Item, Drawn]] = state[0]
        self.refused: dict[str, Refusal] = state[1]
        self.disputed: dict[str, Drawn] = state[2]
        # Whose widgets this session draws for the first time: their choice is not compared yet.
        self._fresh: set[str] = state[3]

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
        for item, before in list(self._drawn.values()):
            waits = item.id in self.disputed or item.id in self._fresh
            if waits or not answering.is_drawn(item, self.key(item)):
                continue
            now = self._chosen(item, before)
            if now.value != before.value:
                answering.put(item, self.key(item), now.value)
            if (now.value, now.note) != (before.value, before.note):
                self._write(item, now, before.revision)
            else:
                self.refused.pop(item.id, None)

    def show(self, item: Item, now: Drawn) -> None:
        """Let the item's widgets show what the store has. Before drawing them."""
        key = self.key(item)
        if not answering.is_drawn(item, key):
            self._fresh.add(item.id)
        elif item.id in self.disputed or now != self._drawn[item.id][1]:
            answering.put(item, key, now.value)
            if self.note_key(item) in st.session_state:
                st.session_state[self.note_key(item)] = now.note
        self._drawn[item.id] = (item, now)

    def found_unsaved(self, item: Item) -> bool:
        """Whether the widgets, just drawn for the first time, brought a choice of their own.

        It was made on a page that an earlier session drew, perhaps before another device
        answered. It is saved where there was no answer; else the person decides.
        """
        if item.id not in self._fresh:
            return False
        self._fresh.discard(item.id)
        before = self._drawn[item.id][1]
        now = self._chosen(item, before)
        if now.value is None or (now.value, now.note) == (before.value, before.note):
            return False
        if before.value is None:
            self._write(item, now, before.revision)
        else:
            self.disputed[item.id] = now
        return True

    def decide(self, item: Item, *, mine: bool) -> None:
        """End a dispute: save the choice of this device, or let the other one's stand."""
        wanted = self.disputed.pop(item.id)
        if mine:
            self._write(item, wanted, self._drawn[item.id][1].revision)
            answering.put(item, self.key(item), self._drawn[item.id][1].value)

    def take_back(self, item: Item) -> None:
        """Take the answer back; the next run empties the widgets."""
        shown = self._drawn[item.id]
        self._write(item, Drawn(), shown[1].revision)
        self._drawn[item.id] = shown

    def _chosen(self, item: Item, before: Drawn) -> Drawn:
        note = st.session_state.get(self.note_key(item), before.note)
        value = answering.read(item, self.key(item), before.value)
        return Drawn(before.revision, value, plain(note))

    def _write(self, item: Item, wanted: Drawn, seen: int) -> None:
        self.refused.pop(item.id, None)
        try:
            record = self._record(item, wanted.value, wanted.note, seen)
        except Stale:
            self.disputed[item.id] = wanted
        except Refusal as refusal:
            self.refused[item.id] = refusal
        else:
            self._drawn[item.id] = (item, drawn_of(item, record, wanted.value))
