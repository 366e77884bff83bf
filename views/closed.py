"""Streamlit's own addresses: open are those that its pages need."""

from starlette.types import ASGIApp, Receive, Scope, Send

from assessments.refusals import NotAllowed
from services.settings import Settings
from views.refusing import refuse

THEIRS = ("/_stcore/", "/component/", "/auth/", "/oauth2callback")
PROVIDER = ("/auth/login", "/oauth2callback")  # where a provider signs people in
NEEDED = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
UPLOAD = "/_stcore/upload_file/"


class Closed:
    """Closes the others: figures about the server, signing in elsewhere, components, agents."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._needed = (*NEEDED, *(PROVIDER if settings.provider else ()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what no page of ours asks for."""
        path = scope.get("path", "")
        if path.startswith(THEIRS) and path not in self._needed and not path.startswith(UPLOAD):
            await refuse(scope, receive, send, 404, NotAllowed("not_public"))
            return
        await self.app(scope, receive, send)
