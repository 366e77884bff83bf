"""Saves and finds: the only SQL, and the files of evidence."""

from storage.media import open_media
from storage.opening import open_store
from storage.sql_store import SqlStore

__all__ = ["SqlStore", "open_media", "open_store"]
