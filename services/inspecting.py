"""What an operator wants to know of an installation before people rely on it."""

import stat
from collections.abc import Iterator
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

from access.audit import ChainHead
from assessments.refusals import Refusal
from services.context import Context
from services.key_ring import key_ring, unsealed_count
from services.media import Media
from services.personal.expiring import overdue
from services.provider import ProviderProblem, metadata
from services.settings import Settings
from services.store import Store

LEAST_FREE = 1_000  # MB
OTHERS = stat.S_IRWXG | stat.S_IRWXO  # everybody but the owner


class InspectionFinding(NamedTuple):
    """One thing that was looked at; ``key`` is a text under ``cli.doctor_``, ``params`` fill it."""

    key: str
    good: bool
    params: dict[str, Any] = {}  # noqa: RUF012  (never changed)


def settings_seen(
    address: str, public: str, proxies: str, *, secure: bool
) -> Iterator[InspectionFinding]:
    """Where it is served, under which public address, which proxies are trusted, whether by HTTPS.

    ``secure``: whether cookies are sent over HTTPS only.
    """
    local = not public and _is_loopback(address)
    if public:
        yield InspectionFinding("public", good=True, params={"address": public})
    else:
        yield InspectionFinding("local" if local else "no_public", good=local)
    trusted = bool(proxies)
    yield InspectionFinding(
        "proxies" if trusted else "no_proxies", trusted or local, {"all": proxies}
    )
    yield InspectionFinding("secure" if secure else "not_secure", good=secure or local)


def sign_in_seen(settings: Settings) -> Iterator[InspectionFinding]:
    """Whether the provider of sign-ins is set up and answers; who needs a second step."""
    told = {
        "SHUZHEN_OIDC_METADATA": settings.oidc_metadata,
        "SHUZHEN_OIDC_CLIENT": settings.oidc_client,
        "SHUZHEN_OIDC_SECRET": settings.oidc_secret.get_secret_value(),
        "SHUZHEN_PUBLIC_ADDRESS": settings.public_address,
    }
    missing = [name for name, value in told.items() if not value]
    if not any((settings.oidc_metadata, settings.oidc_client, told["SHUZHEN_OIDC_SECRET"])):
        yield InspectionFinding("no_provider", good=True)
    elif missing:
        yield InspectionFinding("provider_incomplete", good=False, params={"missing": missing})
    else:
        yield _provider_answers(settings)
    if settings.second_step:
        roles = settings.second_step.split(",")
        yield InspectionFinding("second_step", good=True, params={"roles": roles})


def _provider_answers(settings: Settings) -> InspectionFinding:
    try:
        metadata(settings)
    except ProviderProblem as error:
        return InspectionFinding("provider_away", good=False, params={"why": str(error)})
    return InspectionFinding("provider", good=True, params={"issuer": settings.provider})


def notice_seen(settings: Settings) -> Iterator[InspectionFinding]:
    """Whether people are told who answers for their information, and how long backups are kept."""
    local = not settings.public_address and _is_loopback(settings.address)
    told, days = bool(settings.handler and settings.contact), settings.backup_days
    yield InspectionFinding("handler" if told else "no_handler", told or local)
    found = "backup_days" if days else "no_backup_days"
    yield InspectionFinding(found, bool(days) or local, {"days": days})


def personal_seen(ctx: Context) -> Iterator[InspectionFinding]:
    """Whether secrets are sealed, and nothing is kept beyond its time."""
    settings = ctx.settings
    local = not settings.public_address and _is_loopback(settings.address)
    open_ones = unsealed_count(ctx)
    if not key_ring(settings).seals:
        yield InspectionFinding("no_key", local)
    elif open_ones:
        yield InspectionFinding("unsealed", good=False, params={"n": open_ones})
    else:
        yield InspectionFinding("key", good=True)
    found = overdue(ctx)
    n = found.drafts + found.records
    yield InspectionFinding("overdue" if n else "kept", not n, {"n": n})


def store_works(store: Store, now: datetime) -> InspectionFinding:
    """Whether something can be written, and is there afterwards."""
    try:
        number = store.add_attempt("doctor", now)
        written = store.attempts("doctor", now, now, 1) == [now]
        store.forget_attempts([number])
    except Refusal as refusal:
        return InspectionFinding("not_writable", good=False, params={"why": refusal})
    return InspectionFinding("writable", good=written)


def evidence_works(media: Media) -> InspectionFinding:
    """Whether a file of evidence can be kept, is there afterwards, and can be dropped."""
    try:
        digest = media.keep("doctor", b"doctor")
        there = media.has("doctor", digest)
        media.drop("doctor", digest)
    except Refusal as refusal:
        return InspectionFinding("no_evidence", good=False, params={"why": refusal})
    gone = not media.has("doctor", digest)
    return InspectionFinding("evidence", good=there and gone)


def trail_seen(head: ChainHead | None) -> InspectionFinding:
    """The last entry of the audit trail, to be noted elsewhere."""
    if head is None:
        return InspectionFinding("no_trail", good=True)
    return InspectionFinding("trail", good=True, params={"head": head})


def room_seen(free: int) -> InspectionFinding:
    """Whether ``free`` bytes on the disk of the database are enough."""
    megabytes = free // 1_000_000
    enough = megabytes >= LEAST_FREE
    params = {"free": megabytes, "least": LEAST_FREE}
    return InspectionFinding("room" if enough else "no_room", enough, params)


def file_seen(file: Path) -> InspectionFinding:
    """Who else may read the database's file or what stands beside it."""
    beside = sorted(file.parent.glob(f"{file.name}*"))
    open_ones = [each.name for each in beside if each.stat().st_mode & OTHERS]
    return InspectionFinding(
        "readable" if open_ones else "private", not open_ones, {"files": open_ones}
    )


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"
