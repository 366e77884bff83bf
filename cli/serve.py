"""``shuzhen serve``: the web application on an address of this machine."""

import errno
import os
import socket
import sys
from typing import Annotated

import typer

from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.settings import ROOT, Settings
from storage.engine import absolute

TRIES = 20  # ports looked at before giving up


def serve(
    *,
    store: StoreOption = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535)] = None,
    address: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Replace this process by the web server, on the first free port from ``port`` on."""
    settings, lang = Settings(), language()
    with operating(store):  # says what is wrong with it, before anybody opens a page
        os.environ["SHUZHEN_STORE"] = absolute(store or settings.store)
    os.environ["FORWARDED_ALLOW_IPS"] = settings.trusted_proxies  # the web server reads it
    wanted, host = port or settings.port, address or settings.address
    free = free_port(host, wanted)
    if free is None:
        raise typer.BadParameter(say("cli.no_port", lang, port=wanted, last=wanted + TRIES - 1))
    if free != wanted:
        typer.echo(say("cli.port_taken", lang, port=wanted, free=free))
    here = settings.public_address or f"http://{host}:{free}"
    typer.echo(say("cli.serving", lang, address=here))
    sys.stdout.flush()
    os.chdir(ROOT)
    server = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    options = [f"--server.address={host}", f"--server.port={free}", "--server.headless=true"]
    os.execv(sys.executable, [*server, *options])  # noqa: S606  (our own interpreter, no shell)


def free_port(host: str, first: int) -> int | None:
    """The first port from ``first`` on that is free; None if all ``TRIES`` are taken."""
    for port in range(first, min(first + TRIES, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise typer.BadParameter(f"{host}: {error.strerror}") from error
                continue
            return port
    return None
