"""The only wiring: settings, store, routes and pages. Start it with ``shuzhen serve``."""

from functools import partial

from streamlit.web.server.starlette import App

import files.loading  # the first of all, for what it says
import scoring.warm  # noqa: F401  (before the first page, so that no click waits for it)
import solutions.warm  # noqa: F401  (the same)
from assessments.refusals import Unavailable
from services.settings import Settings
from storage import open_media, open_store
from views import session
from views.account import provider
from views.account.routes import routes, unavailable
from views.edge import edge
from views.errors import show_error
from views.making import makers_of, ready_for_files

settings = Settings()
store = open_store(settings.store)
media = open_media(settings.evidence_place)
makers = makers_of(settings)
session.wire(session.Wiring(store, settings, media=media, makers=makers))

app = App(
    "views/navigation.py",
    routes=routes(),
    middleware=edge(settings),
    lifespan=partial(ready_for_files, makers),
    secrets=provider.secrets(settings, store),
    on_script_error=show_error,
    exception_handlers={Unavailable: unavailable},
)

files.loading.done()
