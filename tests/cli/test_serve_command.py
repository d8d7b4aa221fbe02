"""`onrecord serve`: it starts on a free port, answers, stops when told to, and lets nobody else in without accounts."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest

from test_cli import onrecord

WAIT = 60  # seconds for a start or a stop on a slow machine


@contextmanager
def served(db: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The server and its address."""
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(db), "--port", "0", *words]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://\S+:\d+/", line)
        assert found and "stop with Ctrl-C" in line, line
        yield process, found.group()
    finally:
        process.kill()
        process.communicate()


def got(address: str) -> str:
    with build_opener(ProxyHandler({})).open(address, timeout=WAIT) as answer:
        assert answer.status == 200
        return str(answer.read().decode())


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_stopped(examples_db: Path, how: signal.Signals) -> None:
    with served(examples_db) as (process, address):
        assert address.startswith("http://127.0.0.1:") and not address.endswith(":0/")
        assert "<html" in got(address)
        found = json.loads(got(f"{address}api/v1/statements?by=Lindqvist&limit=1"))
        assert "Tove Lindqvist" in json.dumps(found)
        process.send_signal(how)
        out, errors = process.communicate(timeout=WAIT)
    assert out == "" and "Traceback" not in errors
    assert process.returncode in (0, -how, 128 + how)


def test_a_second_one_on_the_port_is_told(examples_db: Path) -> None:
    with served(examples_db) as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        second = onrecord("serve", "--db", examples_db, "--port", port)
    assert second.returncode == 2 and second.stderr.count("\n") == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in second.stderr and "--port 0" in second.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_nobody_else_is_let_in_without_accounts(examples_db: Path, host: str) -> None:
    refused = onrecord("serve", "--db", examples_db, "--host", host, "--port", "0")
    assert refused.returncode == 2 and refused.stdout == "" and refused.stderr.count("\n") == 1
    assert f"--host {host}: others could reach the record" in refused.stderr
    assert "onrecord user add" in refused.stderr


def test_with_an_account_it_listens_everywhere(tmp_path: Path) -> None:
    db = tmp_path / "r.db"
    assert onrecord("user", "add", "ida", "--no-password", "--db", db).returncode == 0
    with served(db, "--host", "0.0.0.0") as (process, _):
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=WAIT)


def test_quiet_says_nothing(tmp_path: Path) -> None:
    """The address is not printed, so the test can only see that it runs and stops."""
    words = ["serve", "--db", str(tmp_path / "r.db"), "--port", "0", "--quiet"]
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord", *words], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=5)
    process.send_signal(signal.SIGTERM)
    assert process.communicate(timeout=WAIT) == ("", "")
