"""`onrecord user`: who may use a record over the network: accounts added, changed, closed; tokens for programs."""

from __future__ import annotations

import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from onrecord.cli.output import DatabaseOption, FormatOption, OutputFormat, note, print_rows, say
from onrecord.cli.settings import read_settings

__all__ = ["app"]

app = typer.Typer(
    help="Accounts of those who use the record over the network.",
    no_args_is_help=True,
    epilog="Example: onrecord user add ida --role editor",
    rich_markup_mode=None,
)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The account's name, under which corrections are made.")
]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input (one line).")
]


class RoleName(StrEnum):
    reader = "reader"
    editor = "editor"
    admin = "admin"


@app.command("add", epilog="Example: onrecord user add ida --role editor")
def add_user(
    name: Name,
    role: Annotated[
        RoleName,
        typer.Option(help="reader: looks; editor: adds and corrects; admin: sees the audit log too."),
    ] = RoleName.reader,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="For a program, which uses a token.")
    ] = False,
    password_stdin: FromInput = False,
    db: DatabaseOption = None,
) -> None:
    """Add an account; asks for its password."""
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import add_account, note_deed
    from onrecord.serving.entering import hash_password

    password = None if no_password else hash_password(_password(password_stdin))
    with open_record(read_settings(db).record) as record, record.store.writing() as connection:
        add_account(connection, name, role.value, password)
        note_deed(connection, _who(), "command", "user.add", name, {"role": role.value})
    say(f"{name} may now use the record as {role.value}")


@app.command("change", epilog="Example: onrecord user change ida --role admin")
def change_user(
    name: Name,
    role: Annotated[RoleName | None, typer.Option(help="The new role.")] = None,
    password: Annotated[bool, typer.Option("--password", help="Ask for a new password.")] = False,
    password_stdin: FromInput = False,
    db: DatabaseOption = None,
) -> None:
    """Give an account another role or password; it is logged out everywhere."""
    from onrecord.errors import UsageError
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import change_account, note_deed
    from onrecord.serving.entering import hash_password

    if role is None and not (password or password_stdin):
        raise UsageError("nothing to change; give --role or --password")
    hashed = hash_password(_password(password_stdin)) if password or password_stdin else None
    with open_record(read_settings(db).record, create=False) as record, record.store.writing() as connection:
        change_account(connection, name, role=role.value if role else None, password=hashed)
        details = {"role": role.value if role else None, "password": hashed is not None}
        note_deed(connection, _who(), "command", "user.change", name, details)
    say(f"{name} is changed, and logged out everywhere")


@app.command("remove", epilog="Example: onrecord user remove ida")
def remove_user(name: Name, db: DatabaseOption = None) -> None:
    """Close an account: its sessions and tokens end at once; what it did stays in the log."""
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import change_account, note_deed

    with open_record(read_settings(db).record, create=False) as record, record.store.writing() as connection:
        change_account(connection, name, close=True)
        note_deed(connection, _who(), "command", "user.remove", name)
    say(f"{name} has no account any more")


@app.command("token", epilog="Example: onrecord user token ida --note 'the morning import'")
def new_token(
    name: Name,
    note: Annotated[str | None, typer.Option(metavar="WORDS", help="What it is for.")] = None,
    revoke: Annotated[
        bool, typer.Option("--revoke", help="Revoke all tokens of the account instead.")
    ] = False,
    db: DatabaseOption = None,
) -> None:
    """Print a new token for programs: send it as Authorization: Bearer TOKEN. It is shown this once only."""
    from onrecord.errors import UsageError
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import add_token, find_account, note_deed, revoke_tokens
    from onrecord.serving.entering import make_token

    token = make_token()
    with open_record(read_settings(db).record, create=False) as record, record.store.writing() as connection:
        account = find_account(connection, name)
        if account is None:
            raise UsageError(f"{name}: has no account; add it with: onrecord user add {name}")
        if revoke:
            count = revoke_tokens(connection, account.row)
            note_deed(connection, _who(), "command", "token.revoke", name, {"tokens": count})
        else:
            add_token(connection, account.row, token, note)
            note_deed(connection, _who(), "command", "token.add", name, {"note": note})
    say(f"{count} revoked" if revoke else token)


@app.command("list", epilog="Example: onrecord user list --format json")
def list_users(format: FormatOption = OutputFormat.table, db: DatabaseOption = None) -> None:
    """List the accounts."""
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import list_accounts

    with open_record(read_settings(db).record, create=False) as record, record.store.reading() as connection:
        rows = [
            {**asdict(account), "password": account.password is not None}
            for account in list_accounts(connection)
        ]
    if not rows:
        note("no account yet; add one with: onrecord user add NAME")
    if rows or format is not OutputFormat.table:
        print_rows(rows, format, ("name", "role", "password", "added_at", "closed_at"))


@app.command("log", epilog="Example: onrecord user log --who ida")
def audit_log(
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this account did.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many entries, newest first.")] = 50,
    format: FormatOption = OutputFormat.table,
    db: DatabaseOption = None,
) -> None:
    """Show who changed what over the network, and what was done to accounts."""
    from onrecord.opened import open as open_record
    from onrecord.record.accounts import list_deeds

    with open_record(read_settings(db).record, create=False) as record, record.store.reading() as connection:
        rows = [asdict(deed) for deed in list_deeds(connection, who=who, limit=limit)]
    if not rows:
        note("nothing logged yet")
    if rows or format is not OutputFormat.table:
        print_rows(rows, format, ("number", "at", "who", "via", "deed", "of", "details"))


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))


def _who() -> str:
    return read_settings().editor
