"""Accounts in the record: names, roles, keys that prove who somebody is (as digests), and the audit log.

Passwords come here hashed already; what a cookie or a token holds is stored as its SHA-256, so that who reads the
database can log in as nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.errors import UsageError
from onrecord.record.packing import dump, load, storable, utc
from onrecord.record.schema import accounts, audit, sessions, tokens

__all__ = [
    "Account",
    "Deed",
    "add_account",
    "add_token",
    "any_accounts",
    "begin_session",
    "change_account",
    "end_session",
    "find_account",
    "list_accounts",
    "list_deeds",
    "note_deed",
    "revoke_tokens",
    "who_has_session",
    "who_has_token",
]

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Account:
    """An account; `password` is its hash, None where there is none."""

    row: int
    name: str
    role: str
    password: str | None
    added_at: str
    closed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of the audit log: who did what to what, when (UTC), known by what."""

    number: int
    at: str
    who: str
    via: str
    deed: str
    of: str | None
    details: Mapping[str, Any]


def any_accounts(connection: Connection) -> bool:
    """Whether somebody has an account that is open."""
    return connection.execute(_OPEN.limit(1)).first() is not None


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts, closed ones too, by name."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.name))]


def find_account(connection: Connection, name: str) -> Account | None:
    """The open account of that name."""
    row = connection.execute(_OPEN.where(accounts.c.name == storable(name))).one_or_none()
    return _account(row) if row else None


def add_account(connection: Connection, name: str, role: str, password: str | None) -> Account:
    """Open an account; one of that name that was closed is opened again.

    Raises:
        UsageError: the name is taken, empty, too long, or holds characters that cannot be seen.
    """
    if not name.strip() or name != name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(
            f"{name!r}: no name for an account; take up to {LONGEST_NAME} letters, with no blanks around them"
        )
    if find_account(connection, name):
        raise UsageError(f"{name}: has an account already; change it with: onrecord user change {name}")
    connection.execute(delete(accounts).where(accounts.c.name == name))
    values = {"name": name, "role": role, "password": password, "added_at": utc()}
    connection.execute(insert(accounts).values(**values))
    found = find_account(connection, name)
    assert found is not None
    return found


def change_account(
    connection: Connection,
    name: str,
    *,
    role: str | None = None,
    password: str | None = None,
    close: bool = False,
) -> None:
    """Give an account another role or password, or close it. Its sessions end; closing takes its tokens too.

    Raises:
        UsageError: nobody has an open account of that name.
    """
    account = find_account(connection, name)
    if account is None:
        raise UsageError(f"{name}: has no account; see: onrecord user list")
    values: dict[str, Any] = {"role": role or account.role, "password": password or account.password}
    if close:
        values["closed_at"] = utc()
        revoke_tokens(connection, account.row)
    connection.execute(update(accounts).where(accounts.c.id == account.row).values(**values))
    connection.execute(delete(sessions).where(sessions.c.account == account.row))


def begin_session(connection: Connection, account: int, key: str, hours: int) -> None:
    """Note that whoever brings `key` is this account for some hours; sessions that have ended are cleared away."""
    connection.execute(delete(sessions).where(sessions.c.ends_at <= utc()))
    values = {"key": _digest(key), "account": account, "began_at": utc(), "ends_at": utc(hours)}
    connection.execute(insert(sessions).values(**values))


def end_session(connection: Connection, key: str) -> None:
    """Forget a session."""
    connection.execute(delete(sessions).where(sessions.c.key == _digest(key)))


def who_has_session(connection: Connection, key: str) -> Account | None:
    """Whose session this is, if it lasts still."""
    asked = _OPEN.join_from(accounts, sessions, sessions.c.account == accounts.c.id)
    row = connection.execute(asked.where(sessions.c.key == _digest(key), sessions.c.ends_at > utc())).first()
    return _account(row) if row else None


def add_token(connection: Connection, account: int, key: str, note: str | None) -> None:
    """Note a token."""
    values = {"account": account, "key": _digest(key), "note": note, "added_at": utc()}
    connection.execute(insert(tokens).values(**values))


def revoke_tokens(connection: Connection, account: int) -> int:
    """Revoke all tokens of an account; how many there were."""
    standing = (tokens.c.account == account) & tokens.c.revoked_at.is_(None)
    return connection.execute(update(tokens).where(standing).values(revoked_at=utc())).rowcount


def who_has_token(connection: Connection, key: str) -> Account | None:
    """Whose token this is, if it stands still."""
    asked = _OPEN.join_from(accounts, tokens, tokens.c.account == accounts.c.id)
    row = connection.execute(asked.where(tokens.c.key == _digest(key), tokens.c.revoked_at.is_(None))).first()
    return _account(row) if row else None


def note_deed(
    connection: Connection,
    who: str,
    via: str,
    deed: str,
    of: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write into the audit log."""
    values = {
        "at": utc(), "who": storable(who), "via": via, "deed": deed,
        "of": None if of is None else storable(of), "details": dump(dict(details)) if details else None,
    }  # fmt: skip
    connection.execute(insert(audit).values(**values))


def list_deeds(
    connection: Connection, *, who: str | None = None, limit: int = 50, before: int | None = None
) -> list[Deed]:
    """The audit log, newest first; `before`: only entries of lower numbers."""
    asked = select(audit).order_by(audit.c.id.desc()).limit(limit)
    if who is not None:
        asked = asked.where(audit.c.who == storable(who))
    if before is not None:
        asked = asked.where(audit.c.id < before)
    return [
        Deed(row.id, row.at, row.who, row.via, row.deed, row.of, load(row.details) if row.details else {})
        for row in connection.execute(asked)
    ]


_OPEN = select(accounts).where(accounts.c.closed_at.is_(None))


def _account(row: Any) -> Account:
    return Account(row.id, row.name, row.role, row.password, row.added_at, row.closed_at)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
