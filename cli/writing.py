"""Writing a file whole: it is there as it should be, or as it was."""

from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Put ``content`` in place of ``target`` at once. Raises OSError with the target's name."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError as error:
        error.filename = str(target)  # the name that the caller knows
        raise
    finally:
        unfinished.unlink(missing_ok=True)
