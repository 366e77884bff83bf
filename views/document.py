"""The HTML document of every page: Streamlit's own, in the right language and without extras."""

import json
import re
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from i18n import Lang, say
from i18n.catalogue import texts
from services.settings import Settings
from views import cookies

# All that Streamlit tells a visitor of why a download was refused (views/turns.py).
NO_FILE = "Failed to generate file for download"
TAGS = {"zh": "zh-CN", "en": "en"}
_UNWANTED = (
    r"<!--.*?-->",
    r"<script>.*?</script>",  # a hint for crawlers; without it no inline script is needed
    r'<link\s+rel="preload"[^>]*as="font"[^>]*>',  # a face that the theme does not use
    r'<link rel="service-desc"[^>]*>',  # of an interface that is switched off
    r'<link rel="shortcut icon"[^>]*>',
    r"<noscript>.*?</noscript>",
    r"<title>.*?</title>",
)
_OWN = """<title>{title}</title>
    <link rel="icon" type="image/svg+xml" href="/app/static/mark.svg" />
    <link rel="stylesheet" href="/app/static/page.css" />
    <script type="application/json" id="words">{words}</script>
    <script type="module" src="/app/static/words.js"></script>
  </head>"""


@cache
def document(lang: Lang) -> str:
    """The document in ``lang``."""
    html = (files("streamlit") / "static" / "index.html").read_text("utf-8")
    for pattern in _UNWANTED:
        html = re.sub(pattern, "", html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', f'<html lang="{TAGS[lang]}">')
    html = html.replace("</head>", _OWN.format(title=say("app.product", lang), words=_words(lang)))
    noscript = f"<noscript>{say('app.needs_script', lang)}</noscript>"
    return html.replace("<body>", f"<body>{noscript}")


def _words(lang: Lang) -> str:
    """What replaces Streamlit's own words, as JSON; in English only where they do not help."""
    built_in = texts("front_end").values() if lang == "zh" else ()
    replaced = {text.en: text.zh for text in built_in}
    return json.dumps(replaced | {NO_FILE: say("refusals.too_many_reports", lang)})


def answer(request: Request, settings: Settings) -> Response:
    """The document for ``request``; a browser without a token gets one with it."""
    response = HTMLResponse(
        document(cookies.language_in(request.cookies)), headers={"Cache-Control": "no-store"}
    )
    if not cookies.token_in(request.cookies, settings):
        cookies.give_token(response, settings)
    return response
