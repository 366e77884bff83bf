"""The shipped nginx configuration in front of two processes, on this machine, over TLS."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.served import ROOT, free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {home}/pid;
error_log {home}/error.log;
events {{ worker_connections 512; }}
http {{
    log_format test '$cookie_shuzhen_route|$upstream_addr|$status|$request';
    access_log {home}/access.log test;
    client_body_temp_path {home}/client;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/site.conf;
}}
"""


def nginx() -> str:
    """The path of the system's nginx."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, "no nginx: install it (make system)"
    return found


@dataclass
class Proxied:
    """nginx over processes at ``ports``; what it writes lies in ``home``."""

    home: Path
    ports: Sequence[int]
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What people open."""
        return f"https://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, with the addresses of this machine in the shipped file."""
        site = SHIPPED.read_text("utf-8")
        changes = {
            "app1:8501": f"127.0.0.1:{self.ports[0]}",
            "app2:8501": f"127.0.0.1:{self.ports[1]}",
            "listen 80;": f"listen 127.0.0.1:{free_port()};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "/etc/nginx/tls/": f"{self.home}/",
        }
        for shipped, here in changes.items():
            assert shipped in site
            site = site.replace(shipped, here)
        (self.home / "site.conf").write_text(site, "utf-8")
        user = "user root;" if os.geteuid() == 0 else ""
        (self.home / "main.conf").write_text(MAIN.format(home=self.home, user=user), "utf-8")
        _certificate(self.home)
        options = ["-p", str(self.home), "-c", str(self.home / "main.conf")]
        options += ["-e", str(self.home / "error.log")]
        subprocess.run([nginx(), *options, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen([nginx(), *options])
        while not self._listens():
            assert self.process.poll() is None, (self.home / "error.log").read_text("utf-8")
            time.sleep(0.02)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def behind(self, route: str) -> int:
        """The port of the process to which the requests of that route went last."""
        lines = [line.split("|") for line in (self.home / "access.log").read_text().splitlines()]
        found = [line[1] for line in lines if line[0] == route]
        assert found
        return int(found[-1].rpartition(":")[2])


def _certificate(home: Path) -> None:
    """One for this machine, good for a day, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    (home / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (home / "privkey.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
