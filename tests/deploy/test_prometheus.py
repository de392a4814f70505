"""The shipped configuration and alerts, in a real Prometheus that asks the product."""

import json
import shutil
import subprocess
import urllib.request
from pathlib import Path

import pytest

from cvms.local import ports
from cvms.staff.actions.counting import recount
from tests import make
from tests.chaos.waiting import until

SHIPPED = Path(__file__).resolve().parents[2] / "deploy/prometheus"
TOKEN = "0123456789abcdef-of-this-test"
pytestmark = [
    pytest.mark.chaos,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("prometheus"), reason="needs Debian's prometheus"),
]


@pytest.fixture
def prometheus(tmp_path, organization, start_server):
    """A Prometheus that asks one web process each second; gives a function that asks it."""
    make.loaded(organization, ("Ada", "Roe", "ada@people.example"))
    recount()
    server = start_server(CVMS_METRICS_TOKEN=TOKEN)
    (tmp_path / "cvms.token").write_text(TOKEN)
    shutil.copy(SHIPPED / "cvms.rules.yml", tmp_path)
    text = (SHIPPED / "prometheus.yml").read_text()
    for shipped, ours in {
        "/etc/prometheus/cvms.token": str(tmp_path / "cvms.token"),
        "scrape_interval: 30s": "scrape_interval: 1s",
        '"127.0.0.1:8001", "127.0.0.1:8002"': f'"127.0.0.1:{server.port}"',
    }.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    (tmp_path / "prometheus.yml").write_text(f"global: {{ evaluation_interval: 1s }}\n{text}")
    held = ports.hold(18700)
    held.release()
    process = subprocess.Popen(
        [
            "prometheus",
            f"--config.file={tmp_path}/prometheus.yml",
            f"--storage.tsdb.path={tmp_path}/data",
            f"--web.listen-address=127.0.0.1:{held.port}",
            "--log.level=error",
        ]
    )
    until(lambda: _is_ready(held.port))
    yield lambda path: _asked(held.port, path)
    process.terminate()
    process.wait()


def _is_ready(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/-/ready", timeout=60):
            return True
    except OSError:  # not there yet, or it says so
        return False


def _asked(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/{path}", timeout=60) as answer:
        return json.load(answer)["data"]


def test_a_real_prometheus_reads_the_figures_and_evaluates_every_alert(prometheus):
    # Given that it has asked the product
    until(lambda: _healths(prometheus) == ["up"])

    # Then it knows the product's figures
    until(lambda: prometheus("query?query=cvms_letters")["result"])

    # And evaluates each alert without a complaint; nobody works here, which one of them says
    until(lambda: all(rule["health"] == "ok" for rule in _rules(prometheus)))
    assert len(_rules(prometheus)) > 10
    until(lambda: _states(prometheus)["NoWorkers"] in ("pending", "firing"))
    assert _states(prometheus)["PagesGone"] == "inactive"


def _healths(prometheus):
    return [target["health"] for target in prometheus("targets")["activeTargets"]]


def _rules(prometheus):
    return [rule for group in prometheus("rules")["groups"] for rule in group["rules"]]


def _states(prometheus):
    return {rule["name"]: rule["state"] for rule in _rules(prometheus)}
