"""`onrecord info`: versions, the model's card, the data it was made from."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Annotated, Any

import typer

from onrecord import __version__
from onrecord.cli.settings import people_file

__all__ = ["EPILOG", "info"]

EPILOG = "Example: onrecord info --json"
_SOURCES = (("trained on", "trained_on"), ("chosen on", "chosen_on"), ("names from", "data_for_names"))
_LIBRARIES = ("onnxruntime", "tokenizers", "numpy", "trafilatura", "resiliparse")


def info(json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False) -> None:
    """Show versions, the model card and the data sources with their licences."""
    from onrecord.speakers import load_people
    from onrecord.types import FORMAT
    from onrecord.weights.bundle import describe_bundle

    card = describe_bundle()
    people = load_people().header
    facts: dict[str, Any] = {
        "onrecord": __version__,
        "record_format": FORMAT,
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in _LIBRARIES},
        "model": card,
        "people": people,
    }
    if json:
        from onrecord.formats.record import to_json

        typer.echo(to_json(facts, indent=1))
        return
    typer.echo(f"onrecord {__version__} (record format {FORMAT}), Python {facts['python']}")
    typer.echo("libraries: " + ", ".join(f"{k} {v}" for k, v in facts["libraries"].items()))
    typer.echo(f"\nmodel: {card['name']} {card['version']}, made on {card['made_on']}, {card['licence']}")
    typer.echo(f"  base: {card['base']['name']} ({card['base']['licence']})")
    if "distilled_from" in card:
        typer.echo(f"  distilled from: {card['distilled_from']}")
    for title, key in _SOURCES:
        for source in card.get(key, []):
            typer.echo(f"  {title}: {source['name']}: {source['use']} (licence: {source['licence']})")
    for name, figures in card.get("figures", {}).items():
        typer.echo(f"  {name}: " + ", ".join(f"{k} {v}" for k, v in figures.items()))
    for part, digest in card["files"].items():
        typer.echo(f"  {part}: sha256 {digest[:16]}…")
    typer.echo(
        f"\npeople and places: {people['people']} people, {people['countries']} countries, {people['version']}, made on {people['made_on']}"
    )
    for source in people["sources"]:
        typer.echo(f"  {source['name']}, {source['date']} (licence: {source['licence']})")
    own = people_file()
    typer.echo(f"  your own: {own}" if own.exists() else "  your own: none (onrecord people import --help)")
