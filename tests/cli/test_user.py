"""`onrecord user`: accounts are added, changed, closed; tokens are made and revoked; all of it is logged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from click.testing import Result
from typer.testing import CliRunner

from onrecord.cli.main import app
from onrecord.record.accounts import find_account, who_has_token
from onrecord.record.store import Store

FERRY, TRAM = "the ferry sails at nine", "the tram runs at ten"


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "r.db")


def user(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["user", *words], input=stdin)


def password_of(db: str, name: str) -> str:
    with Store.open(db) as store, store.reading() as connection:
        account = find_account(connection, name)
    assert account is not None and account.password is not None
    return account.password


def password_fits(kept: str, typed: str) -> bool:
    try:
        return PasswordHasher().verify(kept, typed)
    except VerifyMismatchError:
        return False


def rows(got: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in got.stdout.splitlines()]


def test_an_account_from_its_beginning_to_its_end(db: str) -> None:
    added = user("add", "ida", "--role", "editor", "--password-stdin", "--db", db, stdin=FERRY + "\n")
    assert (added.exit_code, added.stdout) == (0, "ida may now use the record as editor\n")
    assert password_fits(password_of(db, "ida"), FERRY) and FERRY not in password_of(db, "ida")
    assert user("change", "ida", "--role", "admin", "--db", db).exit_code == 0
    assert password_fits(password_of(db, "ida"), FERRY)
    changed = user("change", "ida", "--password-stdin", "--db", db, stdin=TRAM + "\n")
    assert changed.stdout == "ida is changed, and logged out everywhere\n"
    assert password_fits(password_of(db, "ida"), TRAM) and not password_fits(password_of(db, "ida"), FERRY)
    [listed] = rows(user("list", "-f", "jsonl", "--db", db))
    assert (listed["name"], listed["role"], listed["password"], listed["closed_at"]) == (
        "ida",
        "admin",
        True,
        None,
    )
    assert user("remove", "ida", "--db", db).stdout == "ida has no account any more\n"
    [closed] = rows(user("list", "-f", "jsonl", "--db", db))
    assert closed["closed_at"]
    log = rows(user("log", "-f", "jsonl", "--db", db))
    assert [row["deed"] for row in log] == ["user.remove", "user.change", "user.change", "user.add"]
    assert {row["of"] for row in log} == {"ida"} and TRAM not in json.dumps(log)


def test_tokens_are_shown_once_and_can_be_revoked(db: str) -> None:
    user("add", "import", "--no-password", "--db", db)
    token = user("token", "import", "--note", "the morning import", "--db", db).stdout.strip()
    with Store.open(db) as store, store.reading() as connection:
        account = who_has_token(connection, token)
        assert account is not None and account.name == "import"
    assert token.encode() not in Path(db).read_bytes()
    assert user("token", "import", "--revoke", "--db", db).stdout == "1 revoked\n"
    with Store.open(db) as store, store.reading() as connection:
        assert who_has_token(connection, token) is None


def test_a_password_is_asked_twice(db: str) -> None:
    got = user("add", "ida", "--db", db, stdin=f"{FERRY}\n{FERRY}\n")
    assert got.exit_code == 0 and FERRY not in got.output
    assert password_fits(password_of(db, "ida"), FERRY)


@pytest.mark.parametrize(
    ("words", "stdin", "told"),
    [
        (("add", "ida", "--no-password"), None, "ida: has an account already"),
        (("add", " bo ", "--no-password"), None, "no name for an account"),
        (("add", "bo", "--password-stdin"), "short\n", "a password has"),
        (("change", "ida"), None, "nothing to change; give --role or --password"),
        (("change", "nobody", "--role", "admin"), None, "nobody: has no account"),
        (("remove", "nobody"), None, "nobody: has no account"),
        (("token", "nobody"), None, "nobody: has no account; add it with: onrecord user add nobody"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_line(
    db: str, words: tuple[str, ...], stdin: str | None, told: str
) -> None:
    user("add", "ida", "--no-password", "--db", db)
    got = user(*words, "--db", db, stdin=stdin)
    assert got.exit_code != 0 and told in str(got.exception) and "\n" not in str(got.exception)
    assert len(rows(user("list", "-f", "jsonl", "--db", db))) == 1


def test_a_role_that_is_none_is_told(db: str) -> None:
    got = user("add", "ida", "--role", "king", "--no-password", "--db", db)
    assert got.exit_code == 2 and "'king' is not one of 'reader'" in " ".join(got.stderr.split())
