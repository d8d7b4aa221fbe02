"""Who may do what: no accounts and this machine only; accounts, roles, passwords, tokens, sessions; forms of other sites; the log."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import onrecord
from onrecord.errors import UsageError
from onrecord.record.accounts import add_account, add_token, change_account, find_account, list_deeds
from onrecord.serving.app import build_app
from onrecord.serving.entering import hash_password
from onrecord.serving.settings import Limits, ServingSettings

PASSWORD = "three quiet words"
NET = ServingSettings("", host="0.0.0.0", names=("news.example",), https=True, limits=Limits(logins=3))


@pytest.fixture
def guarded(filled: Path, tmp_path: Path) -> Path:
    """A record with a reader, an editor and an admin; their tokens are their names with -token."""
    path = tmp_path / "guarded.db"
    shutil.copy(filled, path)
    with onrecord.open(path) as record, record.store.writing() as connection:
        for name, role in (("rolf", "reader"), ("edda", "editor"), ("ada", "admin")):
            account = add_account(connection, name, role, hash_password(PASSWORD))
            add_token(connection, account.row, f"{name}-token", None)
    return path


@pytest.fixture
def net(guarded: Path) -> Iterator[TestClient]:
    """That record, served to others."""
    settings = ServingSettings(str(guarded), host=NET.host, names=NET.names, https=True, limits=NET.limits)
    with TestClient(build_app(settings), base_url="https://news.example") as client:
        yield client


def as_(name: str) -> dict[str, str]:
    return {"authorization": f"Bearer {name}-token"}


def test_without_accounts_nobody_else_is_let_in(filled: Path) -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "news.example"):
        with pytest.raises(UsageError, match="onrecord user add NAME"):
            build_app(ServingSettings(str(filled), host=host))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200), ("localhost:8000", 200), ("[::1]:8000", 200), ("evil.example", 421), ("127.0.0.1.evil.example", 421),
        ("localhost.evil.example:8000", 421), ("10.0.0.1", 421), ("", 421),
    ],
)  # fmt: skip
def test_the_local_server_answers_to_its_own_names_only(api: TestClient, host: str, status: int) -> None:
    assert api.get("/api/v1/articles", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://127.0.0.1:8000"}, 422), ({}, 422), ({"sec-fetch-site": "same-origin"}, 422),
        ({"origin": "https://evil.example"}, 403), ({"origin": "null"}, 403), ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403), ({"origin": "http://127.0.0.1:9000"}, 403), ({"origin": "http://127.0.0.1:8000@evil.example"}, 403),
    ],
)  # fmt: skip
def test_pages_of_other_sites_cannot_write(api: TestClient, headers: dict[str, str], status: int) -> None:
    # an empty text is refused as such (422) once the request is let through
    told = api.post("/api/v1/articles", content="", headers={"content-type": "text/plain", **headers})
    assert told.status_code == status


def test_every_answer_carries_the_headers_of_safety(api: TestClient) -> None:
    for address in ("/api/v1/articles", "/api/v1/nothing", "/login", "/api/v1/docs"):
        headers = api.get(address).headers
        policy = headers["content-security-policy"]
        assert (
            "script-src 'self'" in policy
            and "unsafe-inline" not in policy
            and "frame-ancestors 'none'" in policy
        )
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


READ, WRITE, ADMIN = "/api/v1/articles", "/api/v1/issues", "/api/v1/audit"


@pytest.mark.parametrize(
    ("who", "read", "write", "admin"),
    [
        (None, 401, 401, 401),
        ("nobody", 401, 401, 401),
        ("rolf", 200, 403, 403),
        ("edda", 200, 201, 403),
        ("ada", 200, 201, 200),
    ],
)
def test_roles(net: TestClient, who: str | None, read: int, write: int, admin: int) -> None:
    headers = as_(who) if who else {}
    assert net.get(READ, headers=headers).status_code == read
    assert net.post(WRITE, json={"name": "Pier", "words": "pier"}, headers=headers).status_code == write
    assert net.get(ADMIN, headers=headers).status_code == admin


@pytest.mark.parametrize("page", ["/", "/articles", "/review?page=2", "/anything"])
def test_nobody_unknown_sees_a_page(net: TestClient, page: str) -> None:
    told = net.get(page, follow_redirects=False)
    assert (
        told.status_code == 303 and told.headers["location"].startswith("/login?next=/") and not told.content
    )
    assert (
        net.get(page, headers={"cookie": "onrecord_session=made-up"}, follow_redirects=False).status_code
        == 303
    )


def test_a_session_begins_with_a_password_and_ends(net: TestClient) -> None:
    began = net.post("/api/v1/session", json={"name": "edda", "password": PASSWORD})
    cookie = began.headers["set-cookie"]
    assert began.json()["role"] == "editor" and all(
        w in cookie for w in ("HttpOnly", "Secure", "SameSite=Lax")
    )
    assert net.get(READ).status_code == 200
    issue = {"name": "Pier", "words": "pier"}
    assert net.post(WRITE, json=issue).status_code == 403  # the cookie alone does not write
    token = {"x-csrf-token": began.json()["csrf_token"]}
    assert net.post(WRITE, json=issue, headers=token).status_code == 201
    assert net.delete("/api/v1/session", headers=token).status_code == 204
    assert net.get(READ).status_code == 401


def test_a_wrong_password_is_slowed_down(net: TestClient) -> None:
    tried = [
        net.post("/api/v1/session", json={"name": "edda", "password": "wrong words"}).status_code
        for _ in range(4)
    ]
    assert tried == [401, 401, 401, 429]
    refused = net.post("/api/v1/session", json={"name": "edda", "password": PASSWORD})
    assert refused.status_code == 429 and int(refused.headers["retry-after"]) > 0
    assert net.post("/api/v1/session", json={"name": "rolf", "password": PASSWORD}).status_code == 200


def test_the_login_page_takes_its_own_form_only_and_leads_nowhere_else(net: TestClient) -> None:
    page = net.get("/login?next=//evil.example/").text
    assert "evil.example" not in page
    token = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    form = {"name": "edda", "password": PASSWORD, "next": "https://evil.example/"}
    assert net.post("/login", data=form).status_code == 403
    done = net.post("/login", data={**form, "csrf_token": token}, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/")


def test_a_closed_account_is_out_at_once(net: TestClient, guarded: Path) -> None:
    net.post("/api/v1/session", json={"name": "rolf", "password": PASSWORD})
    assert net.get(READ).status_code == 200
    with onrecord.open(guarded) as record, record.store.writing() as connection:
        change_account(connection, "rolf", close=True)
    assert net.get(READ).status_code == 401 and net.get(READ, headers=as_("rolf")).status_code == 401


def test_nothing_secret_is_stored_as_it_is(net: TestClient, guarded: Path) -> None:
    net.post("/api/v1/session", json={"name": "edda", "password": PASSWORD})
    key = net.cookies["onrecord_session"]
    with sqlite3.connect(guarded) as connection:
        dump = "\n".join(connection.iterdump())
    assert PASSWORD not in dump and "edda-token" not in dump and key not in dump and "$argon2id$" in dump


def test_the_log_keeps_who_changed_what(net: TestClient, guarded: Path) -> None:
    [found, *_] = net.get("/api/v1/statements", headers=as_("edda")).json()["items"]
    wanted = {"statement": found["statement"], "reject": True, "note": "a caption"}
    made = net.post("/api/v1/corrections", json=wanted, headers=as_("edda")).json()["items"]
    assert [(c["editor"], c["field"]) for c in made] == [("edda", "reject")]
    undone = net.post(f"/api/v1/corrections/{made[0]['number']}/undo", headers=as_("ada"))
    assert undone.status_code == 201
    with onrecord.open(guarded) as record, record.store.reading() as connection:
        deeds = list_deeds(connection)
        assert find_account(connection, "edda") is not None
    assert [(d.who, d.via, d.deed, d.of) for d in reversed(deeds)] == [
        ("edda", "token", "statement.correct", found["statement"]),
        ("ada", "token", "correction.undo", found["statement"]),
    ]
