"""A real nginx before a service, set up by the files of ``deploy/``: nothing is changed but ports and certificate."""

import datetime as dt
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.faults.service import until
from tests.harness.processes import ends_with_us, free_port
from tests.harness.source import ROOT

NAME = "welcommune.example"
DEPLOY = ROOT / "deploy"
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
WITHOUT = "NOT AVAILABLE: nginx. As root: apt-get install nginx"
# Around the file of a site, what Debian's nginx.conf has; all that is written goes to a folder of the test.
AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site;
}}
"""


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for the name, signed by itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number())
    made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    whole, private = folder / "fullchain.pem", folder / "privkey.pem"
    whole.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return whole, private


class Nginx:
    """One nginx with one file of ``deploy/``, before a service on ``behind``."""

    def __init__(self, folder: Path, file: str) -> None:
        self.folder = folder
        folder.mkdir()
        self.plain, self.port, self.behind = free_port(), free_port(), free_port()
        self.certificate, key = certify(folder)
        site = (DEPLOY / file).read_text(encoding="utf-8")
        for old, new in (
            ("[::]:80;", f"[::]:{self.plain};"), (" 80;", f" {self.plain};"), ("[::]:443 ", f"[::]:{self.port} "),
            (" 443 ", f" {self.port} "), ("127.0.0.1:8000", f"127.0.0.1:{self.behind}"),
            (f"/etc/letsencrypt/live/{NAME}/fullchain.pem", str(self.certificate)),
            (f"/etc/letsencrypt/live/{NAME}/privkey.pem", str(key)),
        ):  # fmt: skip
            assert old in site, old
            site = site.replace(old, new)
        if not socket.has_dualstack_ipv6():
            site = "\n".join(line for line in site.splitlines() if "[::]" not in line)
        (folder / "site").write_text(site)
        (folder / "conf").write_text(AROUND.format(folder=folder))
        self.command = [str(PROGRAM), "-e", str(folder / "error.log"), "-c", str(folder / "conf")]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is, without a path."""
        return f"https://{NAME}:{self.port}"

    def said(self) -> str:
        """What nginx thinks of its files."""
        told = subprocess.run([*self.command, "-t"], check=False, capture_output=True, text=True, timeout=20)
        return told.stderr

    def start(self) -> None:
        """Start it, and wait until it listens."""
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=ends_with_us(signal.SIGTERM)
        )
        until(self._listens, "nginx")

    def _listens(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        """End it."""
        if self.process:
            self.process.terminate()
            self.process.wait(10)
