"""shuzhen doctor: what this installation looks like, and what to mend before people rely on it."""

from collections.abc import Iterator

import typer

from assessments.refusals import Refusal
from cli.language import language
from cli.operating import StoreOption, operating
from i18n import say
from services.auditing import audit_head
from services.confirming import firms
from services.context import Context
from services.inspecting import (
    InspectionFinding,
    evidence_works,
    file_seen,
    notice_seen,
    personal_seen,
    room_seen,
    settings_seen,
    sign_in_seen,
    store_works,
    trail_seen,
)
from services.settings import Settings
from services.watching import WATCHED, bursts
from storage.engine import file_of
from storage.room import free_beside


def doctor(*, store: StoreOption = None) -> None:
    """Look at the store and the settings; exit with 1 where something has to be mended."""
    settings, lang = Settings(), language()
    seen = settings_seen(
        settings.address,
        settings.public_address,
        settings.trusted_proxies,
        secure=settings.secure_cookies,
    )
    findings = [
        *_store(store or settings.store),
        *seen,
        *sign_in_seen(settings),
        *notice_seen(settings),
    ]
    for finding in findings:
        params = {name: _words(value) for name, value in finding.params.items()}
        mark = say("cli.doctor_good" if finding.good else "cli.doctor_bad", lang)
        print(mark + say(f"cli.doctor_{finding.key}", lang, **params))
    if bad := sum(not finding.good for finding in findings):
        typer.echo(say("cli.doctor_done_bad", lang, n=bad), err=True)
        raise typer.Exit(1)


def _store(address: str) -> Iterator[InspectionFinding]:
    try:
        with operating(address) as ctx:
            yield InspectionFinding("store", good=True)
            yield store_works(ctx.store, ctx.now())
            yield evidence_works(ctx.media)
            yield from _firms(ctx)
            yield trail_seen(audit_head(ctx))
            yield from personal_seen(ctx)
    except Refusal as refusal:
        yield InspectionFinding("no_store", good=False, params={"why": refusal})
        return
    file = file_of(address)
    if file is not None:
        yield room_seen(free_beside(file))
        yield file_seen(file)


def _firms(ctx: Context) -> Iterator[InspectionFinding]:
    """Who waits to be confirmed, and what came in together: to be looked at, nothing is broken."""
    waiting = sum(each.state == "waiting" for each in firms(ctx))
    yield InspectionFinding("firms", good=True, params={"n": waiting})
    many = {"n": len(bursts(ctx)), "days": WATCHED.days}
    yield InspectionFinding("bursts" if many["n"] else "no_bursts", good=True, params=many)


def _words(value: object) -> object:
    if isinstance(value, Refusal):
        return value.to(language())
    return ", ".join(value) if isinstance(value, list) else value
