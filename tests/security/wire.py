"""A visitor without a browser: Streamlit's own messages over one WebSocket."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.browser.served import Served

PATIENCE = 120.0  # seconds for one message


@dataclass
class Wire:
    """One connection; ``drawn`` are the elements of the last run."""

    socket: ClientConnection
    session: str = ""
    drawn: list[ForwardMsg] = field(default_factory=list)

    def run(self, page: str = "") -> None:
        """Let the script run for the page at this address, to its end."""
        message = BackMsg()
        message.rerun_script.page_name = page
        self._run(message)

    def press(self, label: str, page: str = "") -> None:
        """Press the button of this label."""
        message = BackMsg()
        message.rerun_script.page_name = page
        state = message.rerun_script.widget_states.widgets.add()
        state.id = next(
            each.delta.new_element.button.id
            for each in self.drawn
            if each.delta.new_element.button.label == label
        )
        state.trigger_value = True
        self._run(message)

    def _run(self, message: BackMsg) -> None:
        self.drawn = []
        self.socket.send(message.SerializeToString())
        for heard in self._heard():
            self.drawn.append(heard)
            if heard.WhichOneof("type") == "new_session":
                self.session = heard.new_session.initialize.session_id
            if heard.WhichOneof("type") == "script_finished":
                if heard.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                return

    def downloads(self) -> list[str]:
        """The ids of the files that are only made when asked for."""
        found = (each.delta.new_element.download_button for each in self.drawn)
        return [each.deferred_file_id for each in found if each.deferred_file_id]

    def ask_file(self, deferred: str, number: str = "1") -> None:
        """Ask for a file to be made, without waiting for it."""
        message = BackMsg()
        message.backend_operation_request.request_id = number
        message.backend_operation_request.session_id = self.session
        message.backend_operation_request.deferred_file.file_id = deferred
        self.socket.send(message.SerializeToString())

    def file(self) -> tuple[str, str]:
        """The address of the next file that was asked for, and why there is none."""
        for heard in self._heard():
            if heard.WhichOneof("type") == "backend_operation_response":
                answer = heard.backend_operation_response
                return answer.deferred_file.url, answer.error_msg
        raise AssertionError

    def text(self) -> str:
        """Whatever the last run wrote, as it went over the wire."""
        return "\n".join(str(each) for each in self.drawn)

    def _heard(self) -> Iterator[ForwardMsg]:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            heard = self.socket.recv(timeout=PATIENCE)
            assert isinstance(heard, bytes)
            yield ForwardMsg.FromString(heard)
        raise TimeoutError


@contextmanager
def wired(
    served: Served,
    token: str = "",
    *,
    session: str = "",
    origin: str | None = None,
    peer: str = "127.0.0.1",
    forwarded: str = "",
) -> Iterator[Wire]:
    """A connection as a browser with ``token`` opens it, perhaps back to a ``session``.

    It comes from the address ``peer`` of this machine, which may say for whom (``forwarded``).
    """
    names = ["streamlit", "none", session] if session else ["streamlit"]
    headers = {"Cookie": f"shuzhen={token}"} if token else {}
    if forwarded:
        headers["X-Forwarded-For"] = forwarded
    with connect(
        served.url.replace("http", "ws", 1) + "/_stcore/stream",
        origin=Origin(served.url if origin is None else origin),
        subprotocols=[Subprotocol(name) for name in names],
        additional_headers=headers,
        max_size=None,
        source_address=(peer, 0),
    ) as socket:
        yield Wire(socket)
