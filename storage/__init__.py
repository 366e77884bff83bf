"""Saves and finds: the only SQL."""

from storage.opening import open_store
from storage.sql_store import SqlStore

__all__ = ["SqlStore", "open_store"]
