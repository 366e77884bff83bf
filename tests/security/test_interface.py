"""The interface for programs: who gets in, what they get, and what hostile callers get."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator
from starlette.applications import Starlette
from starlette.testclient import TestClient

from access.limits import CALLS_PER_ADDRESS, CALLS_PER_KEY, PER_ADDRESS
from services import interface_keys, publishing
from services.attempts import subject
from tests.publics import ADMINISTRATOR, PublicCity
from views import session
from views.edge import edge
from views.interface.description import description
from views.interface.operations import OPERATIONS, ROOT
from views.interface.routes import InterfaceRoute

RELEASE = "manufacturing-2026-202611"
TABLE = f"{ROOT}/releases/{RELEASE}/state/2026/districts"


@dataclass
class Caller:
    """A program that calls the interface of a city in this process."""

    city: PublicCity
    client: TestClient
    key: str

    def get(self, path: str, key: str | None = None, method: str = "GET", **headers: str):  # type: ignore[no-untyped-def]  # noqa: ANN201  (the client's own answer)
        """The answer to a call with the key, or with another one ("" for none)."""
        given = self.key if key is None else key
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if given:
            sent["Authorization"] = f"Bearer {given}"
        return self.client.request(method, path, headers=sent)


@pytest.fixture
def caller(monkeypatch: pytest.MonkeyPatch) -> Iterator[Caller]:
    """A city with a public release, and a program with a key."""
    city = PublicCity()
    city.published()
    key = city.key()
    wired = session.Wiring(city.store, city.settings)
    session.wire(wired)
    nobody = session.visitor_context
    monkeypatch.setattr(
        "views.interface.routes.visitor_context",
        lambda address: replace(nobody(address), now=lambda: city.now),
    )
    app = Starlette(routes=[InterfaceRoute()], middleware=edge(city.settings))
    yield Caller(city, TestClient(app, "http://localhost", client=("192.0.2.7", 1)), key)
    city.store.close()


def called_before(caller: Caller, times: int, *counted: str) -> None:
    """So many calls a moment ago, which is sooner said than done."""
    kind, *parts = counted
    for _ in range(times):
        ctx = caller.city.visitor
        caller.city.store.add_attempt(subject(ctx, kind, *parts), caller.city.now)


def path_of(operation_id: str) -> str:
    """An address of that operation that leads to something."""
    known = {
        "release": RELEASE,
        "subject": "state",
        "year": "2026",
        "table": "sectors",
        "questionnaire": "manufacturing",
        "edition": "2026.3",
        "regulation": "wuxi-2023",
    }
    path = next(each.path for each in OPERATIONS if each.id == operation_id)
    return ROOT + path.format(**known)


CITY = [each.id for each in OPERATIONS if each.id != "own_results"]


@pytest.mark.parametrize("operation", CITY)
def test_every_answer_is_as_the_description_says(caller: Caller, operation: str) -> None:
    """A real answer of each operation fits its schema, and comes with a mark."""
    answer = caller.get(path_of(operation))
    assert answer.status_code == 200
    found = next(each for each in OPERATIONS if each.id == operation)
    described = description()
    responses = described["paths"][found.path]["get"]["responses"]
    schema = responses["200"]["content"]["application/json"]["schema"]
    whole = {**schema, "components": described["components"]}
    Draft202012Validator(whole).validate(answer.json())
    assert answer.headers["etag"]
    assert answer.headers["cache-control"] == "private, no-cache"


def test_the_description_names_every_operation_and_needs_no_key(caller: Caller) -> None:
    """OpenAPI 3.1 in which each address stands, with all of its statuses."""
    answer = caller.get(f"{ROOT}/openapi.json", key="")
    assert answer.status_code == 200
    assert answer.json() == description()
    assert answer.json()["openapi"].startswith("3.1")
    assert set(answer.json()["paths"]) == {each.path for each in OPERATIONS}
    assert len({each.id for each in OPERATIONS}) == len(OPERATIONS)


def test_hidden_figures_are_null_with_a_code_that_gives_no_reason(caller: Caller) -> None:
    """A district with five enterprises, its sibling too, and bands where a number is shown."""
    rows = {row["id"]: row for row in caller.get(TABLE).json()["rows"]}
    assert rows["320206"]["count"] == {"value": {"low": 30, "high": 39}, "hidden": None}
    hidden = [row for row in rows.values() if row["count"]["value"] is None]
    assert len(hidden) >= 2
    cells = [each for row in hidden for each in (row["count"], *row["means"].values())]
    assert {each["hidden"] for each in cells} == {"C"}
    assert {each["value"] for each in cells} == {None}


def test_nothing_that_is_not_public_is_there(caller: Caller) -> None:
    """A proposal is nowhere; a withdrawn release says so and has no figures any more."""
    caller.city.now += timedelta(days=20)
    proposal = caller.city.proposed()
    assert proposal.id not in caller.get(f"{ROOT}/releases").text
    assert caller.get(f"{ROOT}/releases/{proposal.id}").status_code == 404
    assert caller.get(f"{ROOT}/releases/{proposal.id}/state/2026/city").status_code == 404
    publishing.withdraw(caller.city.official, RELEASE, "口径有误")
    told = caller.get(f"{ROOT}/releases/{RELEASE}").json()
    assert (told["state"], told["reason"]) == ("withdrawn", "口径有误")
    assert caller.get(TABLE).status_code == 404


def test_a_page_of_the_list_says_where_the_next_one_begins(caller: Caller) -> None:
    """Offset and limit, bounded; the last page says that it is the last."""
    first = caller.get(f"{ROOT}/releases?limit=1").json()
    assert (len(first["releases"]), first["total"], first["next"]) == (1, 1, None)
    assert caller.get(f"{ROOT}/releases?offset=1").json()["releases"] == []
    for wrong in ("limit=0", "limit=101", "limit=x", "offset=-1", "offset=1e99", "limit="):
        answer = caller.get(f"{ROOT}/releases?{wrong}")
        assert (answer.status_code, answer.headers["content-type"]) == (
            400,
            "application/problem+json",
        ), wrong


def test_who_has_the_present_version_gets_no_copy(caller: Caller) -> None:
    """304 by ETag, and by date where there is one; another mark gets the whole."""
    whole = caller.get(TABLE)
    again = caller.get(TABLE, If_None_Match=whole.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert caller.get(TABLE, If_None_Match=f'W/{whole.headers["etag"]}, "x"').status_code == 304
    assert caller.get(TABLE, If_None_Match='"x"').status_code == 200
    day = whole.headers["last-modified"]
    assert caller.get(TABLE, If_Modified_Since=day).status_code == 304
    for odd in ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "-", "9" * 400):
        assert caller.get(TABLE, If_Modified_Since=odd).status_code == 200


@pytest.mark.parametrize(
    "key",
    ["", "x", "szk_city_" + "a" * 43, "szk__" + "a" * 43, "szk_" + "0" * 32 + "_" + "a" * 43],
)
def test_without_a_key_that_fits_there_is_nothing(caller: Caller, key: str) -> None:
    """No key, no key at all, another one: 401, by whatever address, and which way to get one."""
    for path in (f"{ROOT}/releases", f"{ROOT}/own/results", f"{ROOT}/questionnaires"):
        answer = caller.get(path, key=key)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.json()["type"] in (
            "urn:shuzhen:problem:key_not_sent",
            "urn:shuzhen:problem:key_unknown",
        )


def test_other_schemes_and_cookies_are_no_key(caller: Caller) -> None:
    """A key in the query, a cookie or a basic login opens nothing."""
    for headers in (
        {"Authorization": f"Basic {caller.key}"},
        {"Authorization": caller.key},
        {"Cookie": f"shuzhen={caller.key}"},
    ):
        assert caller.client.get(f"{ROOT}/releases", headers=headers).status_code == 401
    assert caller.client.get(f"{ROOT}/releases?key={caller.key}").status_code == 401


def test_a_key_that_has_ended_says_so(caller: Caller) -> None:
    """Expired by its day, revoked at once: each in its own words."""
    admin = caller.city.ctx(ADMINISTRATOR)
    other = caller.city.key(days=90)
    caller.city.now += timedelta(days=31)
    answer = caller.get(f"{ROOT}/releases")
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:shuzhen:problem:key_expired")
    assert caller.get(f"{ROOT}/releases", key=other).status_code == 200
    known = interface_keys.city_keys(admin)[0]
    interface_keys.revoke_city_key(admin, known.id)
    answer = caller.get(f"{ROOT}/releases", key=other)
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:shuzhen:problem:key_revoked")


def test_a_key_is_nowhere_in_the_store(caller: Caller) -> None:
    """Shown once: what is kept is a digest."""
    raw = caller.city.store.engine.raw_connection()
    text = "\n".join(raw.driver_connection.iterdump())  # type: ignore[union-attr]
    raw.close()
    assert caller.key not in text
    assert caller.key.rpartition("_")[2] not in text


def test_a_key_of_the_city_reads_no_enterprise(caller: Caller) -> None:
    """And what it is not for is refused, not empty."""
    answer = caller.get(f"{ROOT}/own/results")
    assert (answer.status_code, answer.headers["content-type"]) == (
        403,
        "application/problem+json",
    )


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])
def test_the_interface_is_read_only(caller: Caller, method: str) -> None:
    """Whatever would change something is refused, with what is allowed; no other site may ask."""
    answer = caller.get(TABLE, method=method, Origin="http://localhost")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    foreign = caller.get(TABLE, method=method, Origin="https://example.org")
    assert foreign.status_code in (403, 405)
    read = caller.get(TABLE, Origin="https://example.org")
    for each in (answer, foreign, read):
        assert not [name for name in each.headers if name.startswith("access-control")]


def test_head_gives_what_get_gives_without_its_body(caller: Caller) -> None:
    """The same mark and length, and nothing else."""
    whole, head = caller.get(TABLE), caller.get(TABLE, method="HEAD")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == whole.headers["etag"]
    assert head.headers["content-length"] == str(len(whole.content))


@pytest.mark.parametrize(
    "accept", ["application/xml", "*/*;q=0", "\xff", "," * 2_000, "text/html", ""]
)
def test_odd_wishes_get_json_all_the_same(caller: Caller, accept: str) -> None:
    """There is one form, whatever somebody would rather have; and never a fault."""
    headers = {"Accept": accept.encode("latin-1"), "Authorization": f"Bearer {caller.key}"}
    answer = caller.client.get(TABLE, headers=headers)  # type: ignore[arg-type]  # bytes are sent as they are
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB, zh;q=0.5", "en"),
        ("zh-CN, en;q=0.9", "zh"),
        ("fr", "zh"),
        ("en;q=x", "zh"),
        ("en;q=nan", "zh"),
        ("," * 9_000, "zh"),
    ],
)
def test_problems_speak_the_language_that_is_liked_better(
    caller: Caller, wish: str, lang: str
) -> None:
    """RFC 9457 with all of its parts, in Chinese or English."""
    answer = caller.get(f"{ROOT}/releases/nowhere", Accept_Language=wish)
    told = answer.json()
    assert (answer.status_code, answer.headers["content-language"]) == (404, lang)
    assert set(told) == {"type", "title", "status", "detail", "instance"}
    assert told["status"] == 404
    assert ("没有" in told["detail"]) == (lang == "zh")


@pytest.mark.parametrize(
    "path",
    [
        "/releases?" + "a" * 10_000,
        "/releases?limit=1&limit=2&offset=0&x=%00",
        "/releases/" + "a" * 5_000,
        "/releases/%00/state/2026/city",
        "/releases/..%2f..%2fetc/state/2026/city",
        f"/releases/{RELEASE}/state/99999999999999999999/city",
        f"/releases/{RELEASE}/state/2026/people",
        f"/releases/{RELEASE}/%F0%9F%8F%AD/2026/city",
        "/questionnaires/manufacturing/../../x",
        "/questionnaires/common/2026.1",
        "/questionnaires/%ff%fe/2026",
        "/regulations/../x",
        "/nowhere",
        "",
        "/",
        "//",
    ],
)
def test_hostile_addresses_get_a_problem(caller: Caller, path: str) -> None:
    """A sentence and a status below 500, never a fault."""
    answer = caller.get(ROOT + path)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_who_calls_too_often_is_told_when_to_come_back(caller: Caller) -> None:
    """By key: 429 with Retry-After, which is right; another key of the line goes on."""
    known = interface_keys.city_keys(caller.city.ctx(ADMINISTRATOR))[0]
    other = caller.city.key()
    called_before(caller, CALLS_PER_KEY.free - 1, "calls", "city", known.id)
    assert caller.get(f"{ROOT}/regulations").status_code == 200
    slowed = caller.get(f"{ROOT}/regulations")
    assert slowed.status_code == 429
    assert slowed.json()["type"] == "urn:shuzhen:problem:too_many_calls"
    wait = int(slowed.headers["retry-after"])
    assert caller.get(f"{ROOT}/regulations", key=other).status_code == 200
    caller.city.now += timedelta(seconds=wait)
    assert caller.get(f"{ROOT}/regulations").status_code == 200


def test_a_line_with_many_keys_is_slowed_too(caller: Caller) -> None:
    """By address, whatever key is used; another line is not."""
    called_before(caller, CALLS_PER_ADDRESS.free - 1, "calls", "192.0.2.7")
    assert caller.get(f"{ROOT}/regulations", key=caller.city.key()).status_code == 200
    assert caller.get(f"{ROOT}/regulations").status_code == 429
    elsewhere = replace(
        caller, client=TestClient(caller.client.app, "http://localhost", client=("192.0.2.8", 1))
    )
    assert elsewhere.get(f"{ROOT}/regulations").status_code == 200


def test_guessing_keys_is_slowed_and_keeps_nobody_else_out(caller: Caller) -> None:
    """After thirty wrong ones a line waits; a right key from there gets in all the same."""
    wrong = "szk_city_" + "b" * 43
    seen = [caller.get(f"{ROOT}/releases", key=wrong).status_code for _ in range(PER_ADDRESS.free)]
    slowed = caller.get(f"{ROOT}/releases", key=wrong)
    assert set(seen) == {401}
    assert (slowed.status_code, "retry-after" in slowed.headers) == (429, True)
    assert caller.get(f"{ROOT}/releases").status_code == 200


def test_no_answer_is_kept_by_who_is_between(caller: Caller) -> None:
    """What a key reads is private; problems are not stored; the headers of the house are there."""
    for answer in (caller.get(TABLE), caller.get(f"{ROOT}/nowhere")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert not answer.headers.get("set-cookie")
    assert caller.get(f"{ROOT}/nowhere").headers["cache-control"] == "no-store"
    assert "Authorization" in caller.get(TABLE).headers["vary"]
