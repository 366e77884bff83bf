"""Mails that say that there is something new, and nothing of what: to whoever gave a mailbox.

There is no queue but the audit trail and how far each mailbox has been told of it, so a server of
mails that fails loses nothing and keeps nobody waiting. Before a mail goes, the mailbox is taken
for a while, so that of several processes one sends it.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from smtplib import SMTPException

from access.account import Account
from access.actor import Actor
from access.table import require
from assessments.model import Document
from assessments.personal import account_subject
from assessments.plain_text import one_line
from assessments.refusals import Invalid, Stale
from i18n import say
from services.context import Context, at_once
from services.key_ring import key_ring
from services.kinds import MAILBOX
from services.news import newest, seen_up_to
from services.noting import note
from services.process_log import log_event

Send = Callable[[str, str, str], None]  # to, subject, text; raises OSError or SMTPException
ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z0-9-]{2,63}")
TAKEN = timedelta(minutes=5)  # for which nobody else sends to a mailbox that is being sent to
LONGEST_WAIT = 60  # minutes between two tries


@dataclass(frozen=True)
class Mailbox:
    """Where somebody is told that there is something new; "" nowhere."""

    address: str
    revision: int


@dataclass(frozen=True)
class MailsSent:
    """How many mails went out, and how many could not."""

    sent: int
    failed: int


def mailbox(ctx: Context) -> Mailbox:
    """That of the actor's account."""
    require(ctx.actor, "account.own")
    held = ctx.store.document(MAILBOX, account_subject(ctx.actor.id))
    if held is None:
        return Mailbox("", 0)
    kept = held.value["address"] if held.value else ""
    return Mailbox(key_ring(ctx.settings).opened(kept) or "", held.revision)


def keep_mailbox(ctx: Context, address: str) -> Mailbox:
    """Keep it, sealed, for what is new from now on; "" takes it out. Raises Invalid."""
    require(ctx.actor, "account.own")
    given = one_line(address)
    if given and not ADDRESS.fullmatch(given):
        raise Invalid("mailbox_unfit")
    with at_once(ctx) as one:
        held = one.store.document(MAILBOX, account_subject(one.actor.id))
        value = None
        if given:
            sealed = key_ring(one.settings).sealed(given)
            head = one.store.audit_head()
            upto = 0 if head is None else head.number
            value = {"address": sealed, "upto": upto, "tries": 0, "next": ""}
        _append(one, one.actor.id, held, value)
        note(one, "account.mailbox", "account", one.actor.id)
    return mailbox(ctx)


def send_due(ctx: Context, send: Send) -> MailsSent:
    """Send one mail to every mailbox that has not been told of something; for the program itself.

    What fails is tried again later, at most an hour later.
    """
    require(ctx.actor, "mail.send")
    counts = {True: 0, False: 0}
    for subject, held in ctx.store.documents(MAILBOX).items():
        username = subject.partition(":")[2]
        account = ctx.store.account(username)
        if held.value and account is not None and account.deactivated_at is None:
            went = _send_one(ctx, account, held, send)
            if went is not None:
                counts[went] += 1
    return MailsSent(counts[True], counts[False])


def _send_one(ctx: Context, account: Account, held: Document, send: Send) -> bool | None:
    """Whether the mail went; None where none was due."""
    value, now = held.value, ctx.now()
    if value["next"] and datetime.fromisoformat(value["next"]) > now:
        return None
    theirs = replace(ctx, actor=_actor(ctx, account))
    last = newest(theirs, max(value["upto"], seen_up_to(theirs)))
    if last is None:
        return None
    address = key_ring(ctx.settings).opened(value["address"])
    if not address:
        return None
    taken = {**value, "tries": value["tries"] + 1, "next": (now + TAKEN).isoformat()}
    try:
        held = _append(ctx, account.username, held, taken)
    except Stale:  # another process was faster
        return None
    after = {**taken, "upto": last, "tries": 0, "next": ""}
    went = True
    try:
        send(address, say("mail.subject", "zh"), _text(ctx))
    except (OSError, SMTPException) as why:
        wait = timedelta(minutes=min(2 ** taken["tries"], LONGEST_WAIT))
        log_event("mail.fail", why=type(why).__name__, to=account.username)
        after = {**taken, "next": (now + wait).isoformat()}
        went = False
    with suppress(Stale):  # the person gave another address meanwhile, which begins anew
        _append(ctx, account.username, held, after)
    return went


def _text(ctx: Context) -> str:
    """The same for everybody and whatever is new."""
    address = ctx.settings.public_address or say("mail.no_address", "zh")
    return "\n\n".join(say("mail.text", lang, address=address) for lang in ("zh", "en"))


def _actor(ctx: Context, account: Account) -> Actor:
    """Whoever has that account, as far as it bounds what is new for them."""
    records = ctx.store.holdings(account.enterprise) if account.enterprise else frozenset()
    return Actor(
        account.role,
        id=account.username,
        centre=account.centre,
        enterprise=account.enterprise,
        records=frozenset(records),
    )


def _append(ctx: Context, username: str, held: Document | None, value: object) -> Document:
    document = Document(
        kind=MAILBOX,
        subject=account_subject(username),
        revision=1 if held is None else held.revision + 1,
        value=value,
        author=username,
        at=ctx.now(),
    )
    ctx.store.append_document(document)
    return document
