"""The public pages: one with all releases, one a release, and its files. No cookie, no session.

They are plain HTML, so that a robot costs no session and a caching server may keep them.
"""

from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import format_datetime
from functools import partial

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from assessments.refusals import NotFound, Refusal
from i18n import Lang
from reports.registry import FORMATS
from services.city_files import FileForm
from services.context import Context
from services.public_bulletins import PUBLIC_FORMATS, public_bulletin
from services.public_files import PUBLIC_PAGE, public_file
from services.public_releases import PublicRelease, public_release, public_releases
from views import cookies
from views.errors import refused
from views.in_store import in_store
from views.languages import accepted_language
from views.marks import marked
from views.public.page import list_page, missing_page, release_page
from views.session import visitor_context
from wording.voice import Voice

PUBLIC = f"/{PUBLIC_PAGE}"
KEPT = "public, max-age=300"  # a withdrawal is seen after five minutes at the latest
ROBOTS = f"User-agent: *\nAllow: {PUBLIC}\nAllow: /app/static/\nDisallow: /\n"
GONE = 410
PAGE, ZIP = "text/html", "application/zip"
HTML: Mapping[str, Lang] = {"zh": "zh", "en": "en"}


class _Word(Convertor[str]):
    """One of a few words; any other address is none of ours."""

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class _Language(_Word):
    regex = "zh|en"


class _Slug(_Word):
    regex = "[a-z0-9-]{1,80}"


class _Tables(_Word):
    regex = r"xlsx|csv\.zip"


class _Bulletin(_Word):
    regex = "|".join(PUBLIC_FORMATS)


register_url_convertor("lang", _Language())
register_url_convertor("slug", _Slug())
register_url_convertor("tables", _Tables())
register_url_convertor("bulletin", _Bulletin())


async def start(request: Request) -> Response:
    """To the list in the language that the browser chose, or likes better."""
    lang = _liked(request)
    headers = {"Vary": "Cookie, Accept-Language", "Cache-Control": "private, max-age=0"}
    return RedirectResponse(f"{PUBLIC}/{lang}", 303, headers)


async def every(request: Request) -> Response:
    """All releases that are or were public."""
    said = _voice(request)
    found = await in_store(public_releases, visitor_context(_address(request)))
    return marked(request, list_page(said, found).encode(), PAGE, {"Cache-Control": KEPT})


async def one(request: Request) -> Response:
    """One release: its tables, or since when it is withdrawn."""
    said, ctx = _voice(request), visitor_context(_address(request))
    try:
        found = await in_store(public_release, ctx, request.path_params["release"])
        page = await in_store(release_page, ctx, said, found)
    except NotFound as refusal:
        refused(refusal)
        return HTMLResponse(missing_page(said), 404, {"Cache-Control": "no-store"})
    status = 200 if found.state == "public" else GONE
    return marked(request, page.encode(), PAGE, {"Cache-Control": KEPT}, status)


async def tables(request: Request) -> Response:
    """All tables of a release as a workbook or as CSV files."""
    ending, said = request.path_params["form"], _voice(request)
    form: FileForm = "xlsx" if ending == "xlsx" else "csv"
    mime = FORMATS["xlsx"].mime if form == "xlsx" else ZIP
    return await _file(request, partial(public_file, voice=said, form=form), f"{said.lang}", mime)


async def bulletin(request: Request) -> Response:
    """The bulletin of a release, as it was published with it."""
    ending, said = request.path_params["form"], _voice(request)
    read = partial(public_bulletin, voice=said, format=ending)
    return await _file(request, read, f"bulletin-{said.lang}", FORMATS[ending].mime)


async def _file(
    request: Request, read: Callable[[Context, str], bytes], name: str, mime: str
) -> Response:
    """What ``read`` gives of the release; of a withdrawn one the page that says so."""
    said, ctx = _voice(request), visitor_context(_address(request))
    try:
        release = await in_store(public_release, ctx, request.path_params["release"])
        if release.state == "withdrawn":
            page = await in_store(release_page, ctx, said, release)
            return HTMLResponse(page, GONE, {"Cache-Control": KEPT})
        content = await in_store(read, ctx, release.id)
    except Refusal as refusal:
        refused(refusal)
        status = 404 if isinstance(refusal, NotFound) else 503
        return HTMLResponse(missing_page(said), status, {"Cache-Control": "no-store"})
    told = f'attachment; filename="{release.id}-{name}.{request.path_params["form"]}"'
    headers = {"Cache-Control": KEPT, "Content-Disposition": told, **_day(release)}
    return marked(request, content, mime, headers)


async def missing(request: Request) -> Response:
    """Any other address below: none of the product's pages, which would cost a session.

    One that ends with a slash too many leads to the one without.
    """
    path = request.url.path
    if path.endswith("/"):
        return RedirectResponse(path.rstrip("/"), 308, {"Cache-Control": "no-cache"})
    said = Voice(_liked(request))
    return HTMLResponse(missing_page(said), 404, {"Cache-Control": "no-store"})


async def robots(_: Request) -> Response:
    """What a search engine may look at: what is public, and nothing that needs a session."""
    return PlainTextResponse(ROBOTS, headers={"Cache-Control": "public, max-age=86400"})


def public_routes() -> list[Route]:
    """All of them."""
    return [
        Route("/robots.txt", robots),
        Route(PUBLIC, start),
        Route(f"{PUBLIC}/{{lang:lang}}", every),
        Route(f"{PUBLIC}/{{lang:lang}}/{{release:slug}}", one),
        Route(f"{PUBLIC}/{{lang:lang}}/{{release:slug}}/tables.{{form:tables}}", tables),
        Route(f"{PUBLIC}/{{lang:lang}}/{{release:slug}}/bulletin.{{form:bulletin}}", bulletin),
        Route(f"{PUBLIC}/{{rest:path}}", missing),
    ]


def _liked(request: Request) -> Lang:
    chosen = request.cookies.get(cookies.LANGUAGE)
    return HTML.get(chosen or "") or accepted_language(request.headers.get("accept-language", ""))


def _voice(request: Request) -> Voice:
    return Voice(HTML[request.path_params["lang"]])


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _day(release: PublicRelease) -> Mapping[str, str]:
    return {"Last-Modified": format_datetime(release.changed_at.astimezone(UTC), usegmt=True)}
