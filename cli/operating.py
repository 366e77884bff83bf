"""The context of a command: the store it names, and the operator of the installation as actor."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from access.actor import Actor, Role
from cli.language import language
from services.context import Context
from services.settings import Settings
from storage import open_media, open_store
from storage.problems import StoreProblem

StoreOption = Annotated[str | None, typer.Option("--store", metavar="URL")]


@contextmanager
def operating(store: str | None, *, migrate: bool = False) -> Iterator[Context]:
    """Open ``store`` (an URL or the path of a file; None: the setting) and close it at the end."""
    settings = Settings()
    settings = settings.model_copy(update={"store": store or settings.store})
    try:
        opened = open_store(settings.store, migrate=migrate)
        media = open_media(settings.evidence_place)
    except StoreProblem as problem:
        if problem.key == "bad_address":
            raise typer.BadParameter(problem.to(language())) from None
        raise
    try:
        yield Context(opened, Actor(Role.OPERATOR, id="operator"), settings=settings, media=media)
    finally:
        opened.close()
