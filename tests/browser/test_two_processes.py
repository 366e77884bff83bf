"""Two processes behind the shipped nginx over one PostgreSQL: one dies, and people go on."""

import http.client
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from services import filling
from storage import open_store
from tests.app.world import CONSULTANT, PASSWORD, World, any_answer
from tests.browser.devices import Devices
from tests.browser.filling_in import Filling
from tests.browser.proxied import Proxied
from tests.browser.served import Served, free_port
from tests.browser.visitor import PATIENCE, Visitor
from tests.store import postgres
from tests.unit.word_templates import template

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
OURS = "两个进程的模板"


@dataclass
class City:
    """What runs."""

    world: World
    proxy: Proxied
    processes: dict[int, Served]

    def process_of(self, visitor: Visitor) -> Served:
        """The one that a visitor's browser stays with."""
        cookies = visitor.page.context.cookies()
        route = next(each["value"] for each in cookies if each["name"] == "shuzhen_route")
        return self.processes[self.proxy.behind(route)]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """PostgreSQL, two processes started as an operator does, nginx."""
    home = tmp_path_factory.mktemp("city")
    with ExitStack() as stack:
        url = stack.enter_context(postgres.server())
        store = open_store(url, migrate=True)
        stack.callback(store.close)
        world = World(store)
        world.people()
        proxy = Proxied(home, [free_port(), free_port()])
        env = {
            "SHUZHEN_PUBLIC_ADDRESS": proxy.url,
            "SHUZHEN_TRUSTED_PROXIES": "127.0.0.1",
            "SHUZHEN_EVIDENCE": str(home / "evidence"),
            "STREAMLIT_SERVER_COOKIE_SECRET": "the same for both",
        }
        processes = {
            port: Served(url, home / f"{port}.log", port, env, cli=True) for port in proxy.ports
        }
        for process in processes.values():
            stack.callback(process.kill)
            process.start()
        stack.callback(proxy.stop)
        proxy.start()
        yield City(world, proxy, processes)


def test_people_go_on_where_one_of_two_processes_dies(
    city: City, devices: Devices, tmp_path: Path
) -> None:
    """A consultant signs in, uploads, downloads; an enterprise fills; then its process dies.

    The enterprise's page is not reloaded: its next click is saved by the other process, and so is
    everything before. The consultant is still signed in, uploads and downloads.
    """
    case = city.world.submitted(city.world.consultant().actor.centre, "惠山两进程厂").id
    file = tmp_path / "ours.docx"
    file.write_bytes(template(OURS))
    consultant = devices.take(city.proxy.url, 1280)
    consultant.sign_in(CONSULTANT, PASSWORD)
    consultant.heads("案卷")
    upload(consultant, file)

    started = city.world.started()
    begun = begin(city.world, started.assessment.id)
    enterprise = devices.take(city.proxy.url, 390)
    enterprise.open("/resume")
    enterprise.type("续填码", started.resume_code)
    enterprise.press("继续填写")
    enterprise.sees("已答")
    enterprise.open("/fill?part=orders")
    enterprise.heads("订单、采购和仓库")
    enterprise.rests()
    firm = Filling(enterprise, city.world, started.assessment.id)
    first, second, third = firm.open_items()[:3]
    firm.answer(first, 0)
    firm.answer(second, 0)

    dying = city.process_of(enterprise)
    dying.kill()
    firm.answer(third, 0)
    firm.answer(first, 1)
    firm.check()
    assert city.process_of(enterprise) is not dying

    upload(consultant, file)
    consultant.open(f"/verify?case={case}&part=report")
    consultant.rests()
    with consultant.page.expect_download() as download:
        consultant.page.get_by_role("button", name="Excel 版").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"

    dying.start()
    elsewhere = devices.take(city.proxy.url, 390)
    elsewhere.open("/resume")
    elsewhere.type("续填码", started.resume_code)
    elsewhere.press("继续填写")
    elsewhere.sees(f"已答 {begun + 3} /")


def begin(world: World, assessment: str) -> int:
    """Answer the first part, which decides what is asked at all; how many answers that are."""
    ctx = world.holder(assessment)
    questionnaire = filling.sheet(ctx, assessment).questionnaire
    for id in questionnaire.pages[0].items:
        raw = any_answer(questionnaire.by_id[id], 0)
        filling.record_answer(ctx, assessment, id, raw, seen=0)
    return len(questionnaire.pages[0].items)


def upload(visitor: Visitor, file: Path) -> None:
    """Bring a template and take its trial away."""
    visitor.open("/template")
    visitor.rests()
    visitor.page.set_input_files("input[type=file]", file)
    expect(visitor.page.get_by_text("模板可用").first).to_be_visible(timeout=PATIENCE)
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="下载试排结果").click()
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_the_proxy_keeps_what_the_application_says(city: City) -> None:
    """Headers arrive once, the browser gets one route, figures of the server stay inside."""

    def ask(path: str, cookie: str = "") -> http.client.HTTPResponse:
        trusting = ssl.create_default_context(cafile=str(city.proxy.home / "fullchain.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", city.proxy.port, context=trusting)
        with closing(connection):
            connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
            answer = connection.getresponse()
            answer.read()
            return answer

    page = ask("/")
    assert page.status == 200
    for name in ("Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options"):
        assert len(page.headers.get_all(name)) == 1
    assert "nginx/" not in page.headers.get("Server", "")
    routes = [c for c in page.headers.get_all("Set-Cookie") if c.startswith("shuzhen_route=")]
    assert len(routes) == 1
    assert "Secure" in routes[0]
    again = ask("/", routes[0].split(";")[0]).headers.get_all("Set-Cookie") or []
    assert not [cookie for cookie in again if cookie.startswith("shuzhen_route=")]
    closed = ask("/_stcore/metrics")  # nginx answers itself, with the same headers
    assert closed.status == 404
    for name in ("Strict-Transport-Security", "X-Content-Type-Options"):
        assert closed.headers.get_all(name) == page.headers.get_all(name)
