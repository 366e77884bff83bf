"""The slides of the deck as values: a module a part of the meeting, in its order."""
