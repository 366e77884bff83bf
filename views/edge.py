"""What every request passes before Streamlit or a route of ours sees it, in this order."""

from starlette.middleware import Middleware

from services.settings import Settings
from views import uploads
from views.account.provider import ComeBack
from views.closed import Closed
from views.connections import Connections
from views.files import OwnFiles, ServedFiles
from views.headers import SecurityHeaders
from views.origin import OwnOrigin
from views.uploads import Uploads


def edge(settings: Settings) -> list[Middleware]:
    """The middleware of the application; the first is the outermost."""
    told = ServedFiles()
    return [
        Middleware(SecurityHeaders, settings),
        Middleware(OwnOrigin, settings),
        Middleware(Closed, settings),
        Middleware(Connections, settings, told),
        Middleware(OwnFiles, settings, told),
        Middleware(Uploads, settings, uploads.TAKING),
        Middleware(ComeBack, settings),
    ]
