"""What commands that visit addresses share: the option that opens one's own network, and the visitor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.settings import contact
from onrecord.reading.addresses import is_address

if TYPE_CHECKING:
    from onrecord.reading.manners import Clock, Visitor

__all__ = ["AllowPrivateOption", "visitor_for", "visitor_of"]

AllowPrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Visit also addresses of this machine and of its network, on any port; else only the open web.",
    ),
]


def visitor_for(inputs: Iterable[object], allow_private: bool) -> Visitor | None:
    """Who visits the addresses among the inputs; None where there is none."""
    return visitor_of(allow_private) if any(map(is_address, inputs)) else None


def visitor_of(allow_private: bool, clock: Clock | None = None) -> Visitor:
    """Who visits addresses, of one's own network too if it is allowed."""
    from onrecord.reading.connecting import FetchOptions
    from onrecord.reading.manners import Visitor

    options = FetchOptions(ports=None, allowed=lambda _ip: True) if allow_private else FetchOptions()
    return Visitor(options, clock, contact=contact())
