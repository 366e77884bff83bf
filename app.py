"""The only wiring: settings, store, routes and pages. Start it with ``streamlit run app.py``."""

from streamlit.web.server.starlette import App

from services.settings import Settings

settings = Settings()

app = App("views/navigation.py")
