"""Logging in and out, and proving who one is: names, passwords, cookies and tokens in; the user they belong to out.

A name that has failed too often waits, and so does the address it failed from; both are forgotten after a while.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import defaultdict, deque
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.opened import Record
from onrecord.record.accounts import (
    Account,
    any_accounts,
    begin_session,
    end_session,
    find_account,
    note_deed,
    who_has_session,
    who_has_token,
)
from onrecord.serving.problem import Problem
from onrecord.serving.settings import Limits, ServingSettings
from onrecord.serving.visitors import COOKIE, Role, User, Via

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["Attempts", "hash_password", "log_in", "log_out", "make_token", "who_asks"]

SHORTEST, LONGEST = 10, 200  # characters of a password
TOKEN = "onr_"  # what tokens begin with, so that they are known for one where they leak


def hash_password(password: str) -> str:
    """The password as it is stored (argon2id).

    Raises:
        UsageError: it is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters; take a few words")
    return _hasher().hash(password)


def make_token() -> str:
    """A new token, which is shown once and stored as a digest."""
    return TOKEN + secrets.token_urlsafe(32)


class Attempts:
    """Failures to log in, by name and by address, within the time that they count."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._failed: defaultdict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> int:
        """Seconds to wait before these may try again; 0: none."""
        now = time.monotonic()
        with self._lock:
            return max((self._wait(key, now) for key in keys), default=0)

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        now = time.monotonic()
        with self._lock:
            for key in keys:
                self._failed[key].append(now)
            if len(self._failed) > 10_000:
                for key in [k for k in self._failed if not self._wait(k, now)]:
                    del self._failed[key]

    def forget(self, key: str) -> None:
        """What was right wipes out the failures."""
        with self._lock:
            self._failed.pop(key, None)

    def _wait(self, key: str, now: float) -> int:
        times = self._failed.get(key)
        while times and now - times[0] > self._limits.login_seconds:
            times.popleft()
        if not times or len(times) < self._limits.logins * (4 if key.startswith("address") else 1):
            return 0
        return int(self._limits.login_seconds - (now - times[0])) + 1


def log_in(request: Request, name: str, password: str) -> tuple[str, User]:
    """Begin a session; what its cookie holds, and who it is. Sets the cookie with the response.

    Raises:
        Problem: 401 name or password is wrong; 429 too many failures.
    """
    record: Record = request.app.state.record
    attempts: Attempts = request.app.state.attempts
    settings: ServingSettings = request.app.state.settings
    keys = (f"name {name[:200]}", f"address {request.client.host if request.client else ''}")
    if wait := attempts.wait(*keys):
        raise Problem(
            429, "too many failures to log in; wait and try again", headers={"retry-after": str(wait)}
        )
    with record.store.reading() as connection:
        account = find_account(connection, name)
    if not _right(account, password):
        attempts.failed(*keys)
        with record.store.writing() as connection:
            note_deed(connection, name[:100], "session", "login.failed")
        raise Problem(401, "name or password is wrong")
    assert account is not None
    attempts.forget(keys[0])
    key = secrets.token_urlsafe(32)
    with record.store.writing() as connection:
        begin_session(connection, account.row, key, settings.limits.session_hours)
        note_deed(connection, account.name, "session", "login")
    request.state.new_key = key  # a new one: whoever knew the old one is left behind
    return key, User(account.name, cast(Role, account.role), "session", account.row)


def log_out(request: Request) -> None:
    """End the session of the visitor's cookie."""
    record: Record = request.app.state.record
    key = request.cookies.get(COOKIE)
    if key:
        with record.store.writing() as connection:
            end_session(connection, key)
    request.state.new_key = secrets.token_urlsafe(32)


def who_asks(record: Record, settings: ServingSettings, token: str | None, cookie: str | None) -> User | None:
    """The user whom a token or a cookie proves; else, on this machine and while there are no accounts, the local editor."""
    with record.store.reading() as connection:
        if token is not None:
            return _user(who_has_token(connection, token), "token")
        account = who_has_session(connection, cookie) if cookie else None
        if account:
            return _user(account, "session")
        if settings.local and not any_accounts(connection):
            return User(settings.editor, "admin", "local")
    return None


def _user(account: Account | None, via: Via) -> User | None:
    return User(account.name, cast(Role, account.role), via, account.row) if account else None


def _right(account: Account | None, password: str) -> bool:
    """Whether it is the password; takes as long where there is no such account."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    stored = account.password if account and account.password else _somebody_elses()
    try:
        matches = _hasher().verify(stored, password[:LONGEST])
    except (Argon2Error, InvalidHashError):
        return False
    return matches and account is not None and account.password is not None


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@lru_cache(maxsize=1)
def _somebody_elses() -> str:
    return _hasher().hash(secrets.token_urlsafe(16))
