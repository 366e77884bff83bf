"""The server that takes mails, as the settings name it."""

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from services.mailing import Send
from services.settings import Settings

PATIENCE = 20.0  # seconds until a server has to answer


def sender(settings: Settings) -> Send | None:
    """What sends one mail; None where the settings name no server."""
    if not settings.mail_host or not settings.mail_from:
        return None

    def send(to: str, subject: str, text: str) -> None:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = settings.mail_from, to, subject
        message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="shuzhen.invalid")
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
        message.set_content(text)
        with _connected(settings) as server:
            if settings.mail_user:
                server.login(settings.mail_user, settings.mail_password.get_secret_value())
            server.send_message(message)

    return send


def _connected(settings: Settings) -> smtplib.SMTP:
    place = (settings.mail_host, settings.mail_port)
    if settings.mail_security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(*place, timeout=PATIENCE, context=context)
    server = smtplib.SMTP(*place, timeout=PATIENCE)
    if settings.mail_security == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
