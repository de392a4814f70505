"""The shipped configuration of nginx, in a real nginx in front of the product's own server."""

import os
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cvms.local import ports
from tests.chaos.waiting import until

SITE = Path(__file__).resolve().parents[2] / "deploy/nginx"
pytestmark = [
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx"),
]
MAIN = """
{user} daemon off; pid {folder}/pid; error_log stderr crit;
events {{}}
http {{
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  include {folder}/site.conf;
}}
"""
NAME = "vaccines.example"


@pytest.fixture
def proxy(tmp_path, start_server):
    """The product behind nginx: the address that people open, and the product's own server."""
    server = start_server(
        CVMS_TRUST_PROXY="1", ALLOWED_HOSTS=NAME, CVMS_HTTPS="1", CVMS_REQUIRE_MFA="nobody"
    )
    held = [ports.hold(18800), ports.hold(18800)]
    plain, tls = (one.port for one in held)
    for one in held:
        one.release()
    certificate(tmp_path)
    site = (SITE / "cvms.conf").read_text()
    for shipped, ours in {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "server 127.0.0.1:8001;": f"server 127.0.0.1:{server.port};",
        "    server 127.0.0.1:8002;\n": "",
        "/etc/ssl/certs/vaccines.example.pem": str(tmp_path / "pem"),
        "/etc/ssl/private/vaccines.example.key": str(tmp_path / "key"),
        "/var/log/nginx/": f"{tmp_path}/",
        "/usr/share/cvms": str(SITE),
    }.items():
        assert shipped in site
        site = site.replace(shipped, ours)
    (tmp_path / "site.conf").write_text(site)
    (tmp_path / "nginx.conf").write_text(
        MAIN.format(folder=tmp_path, user="" if os.geteuid() else "user root;")
    )
    process = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf")])
    until(lambda: ports.answers(tls))
    yield f"https://127.0.0.1:{tls}", server
    process.terminate()
    process.wait()


def certificate(folder):
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=vaccines.example"
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "pem")]
    subprocess.run(["openssl", *words.split(), *files], check=True)


def ask(address, data=None, **headers):
    """The status, the headers and the page."""
    trusting = ssl._create_unverified_context()  # the certificate is the test's own
    request = urllib.request.Request(address, data, headers={"Host": NAME} | headers)
    try:
        with urllib.request.urlopen(request, context=trusting, timeout=60) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read().decode()


def test_pages_refusals_and_an_outage_pass_through_nginx(proxy, tmp_path):
    site, server = proxy

    # A page, known as served over TLS: else it would lead there for ever
    status, headers, page = ask(f"{site}/organization/sign-in/")
    assert status == 200
    assert "Secure" in headers["Set-Cookie"]
    assert "<h1" in page

    # A file that is far too large is refused in the reader's language, by the product
    form = {"Content-Type": "text/plain", "Accept-Language": "es"}
    status, _, page = ask(f"{site}/organization/sign-in/", b"x" * 30_000_000, **form)
    assert status == 413
    assert "Lo que envió es demasiado grande" in page

    # Nothing of an address is in the log
    ask(f"{site}/set-password/a-secret-of-somebody/")
    assert "a-secret" not in (tmp_path / "cvms.log").read_text()

    # And a product that is not there is said, in both languages
    server.process.kill()
    server.process.wait()
    until(lambda: not ports.answers(server.port))
    status, headers, page = ask(f"{site}/")
    assert (status, headers["Retry-After"]) == (503, "30")
    assert "This site is not available right now" in page
    assert "Este sitio no está disponible" in page
