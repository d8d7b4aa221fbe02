"""Who met, called, visited or wrote to whom: sentences in, the contacts in a line of words each out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.circumstances import find_contacts, place_statements
from onrecord.dates import date_contacts
from onrecord.types import Article, Block, Contact, Span, Statement

from marked import marked
from marks import article, person

BOTH = "Ana Kovač, Omar Aziz"

# Text; its contacts: kind, status, parties, place.
REPORTS = [
    ("Prime Minister Ana Kovač met President Omar Aziz in Zagreb on Tuesday.", f"meeting held {BOTH} @ Zagreb"),
    ("Ana Kovač met with Omar Aziz on Monday.", f"meeting held {BOTH}"),
    ("Ana Kovač and Omar Aziz met in Vienna last week.", f"meeting held {BOTH} @ Vienna"),
    ("Ana Kovač sat next to the stove. She met Omar Aziz at noon.", f"meeting held {BOTH}"),
    ("Omar Aziz said the mill was closed. He met Ana Kovač on Monday.", "meeting held Omar Aziz, Ana Kovač"),
    ("Ana Kovač will meet Omar Aziz in Vienna next week.", f"meeting planned {BOTH} @ Vienna"),
    ("Ana Kovač is to meet Omar Aziz on Friday.", f"meeting planned {BOTH}"),
    ("Ana Kovač is expected to meet Omar Aziz in Oslo.", f"meeting planned {BOTH} @ Oslo"),
    ("Ana Kovač announced a meeting with Omar Aziz next week.", f"meeting planned {BOTH}"),
    ("Ahead of a meeting with Omar Aziz, Ana Kovač said the mill was safe.", f"meeting planned {BOTH}"),
    ("A meeting between Ana Kovač and Omar Aziz could take place soon.", f"meeting planned {BOTH}"),
    ("Ana Kovač flew to Cairo to meet Omar Aziz.", f"meeting held {BOTH}"),
    ("After a meeting with Omar Aziz, Ana Kovač said the mill was safe.", f"meeting held {BOTH}"),
    ("Ana Kovač hosted Omar Aziz at the Hofburg Palace.", f"meeting held {BOTH} @ Hofburg Palace"),
    ("Ana Kovač received Omar Aziz in Zagreb.", f"meeting held {BOTH} @ Zagreb"),
    ("Speaking at a meeting of the Lake Basin Commission in Jinja, Ana Kovač warned of floods.",
     "meeting held Ana Kovač, Lake Basin Commission @ Jinja"),
    ("Ana Kovač met US Secretary of State Omar Aziz.", f"meeting held {BOTH}"),
    ("Ana Kovač met Omar Aziz, the head of the Lake Basin Commission.", f"meeting held {BOTH}"),
    ("Ana Kovač wants to meet Omar Aziz.", f"meeting proposed {BOTH}"),
    ("Ana Kovač offered to meet Omar Aziz in Geneva.", f"meeting proposed {BOTH} @ Geneva"),
    ("Ana Kovač called for talks with Omar Aziz.", f"talks proposed {BOTH}"),
    ("Ana Kovač proposed a summit with Omar Aziz.", f"summit proposed {BOTH}"),
    ("Ana Kovač refused to meet Omar Aziz.", f"meeting cancelled {BOTH}"),
    ("Ana Kovač cancelled a meeting with Omar Aziz.", f"meeting cancelled {BOTH}"),
    ("Ana Kovač pulled out of a planned meeting with Omar Aziz.", f"meeting cancelled {BOTH}"),
    ("A meeting between Ana Kovač and Omar Aziz was called off on Sunday.", f"meeting cancelled {BOTH}"),
    ("Ana Kovač denied meeting Omar Aziz.", f"meeting denied {BOTH}"),
    ("Ana Kovač has never met Omar Aziz.", f"meeting denied {BOTH}"),
    ("Ana Kovač did not meet Omar Aziz.", f"meeting denied {BOTH}"),
    ("Ana Kovač spoke with Omar Aziz by phone on Monday.", f"call held {BOTH}"),
    ("Ana Kovač and Omar Aziz spoke by phone on Monday.", f"call held {BOTH}"),
    ("Ana Kovač phoned Omar Aziz on Sunday night.", f"call held {BOTH}"),
    ("Ana Kovač called Omar Aziz on Sunday night.", f"call held {BOTH}"),
    ("Ana Kovač had a phone call with Omar Aziz on Friday.", f"call held {BOTH}"),
    ("Ana Kovač promised help during a telephone conversation with Omar Aziz.", f"call held {BOTH}"),
    ("Ana Kovač spoke to Omar Aziz on Monday.", f"talks held {BOTH}"),
    ("Ana Kovač held talks with Omar Aziz in Nairobi.", f"talks held {BOTH} @ Nairobi"),
    ("Talks between Kenya and Uganda resumed in Nairobi.", "talks held Government of Kenya, Government of Uganda @ Nairobi"),
    ("Peace talks between Ana Kovač and Omar Aziz will begin on Monday.", f"talks planned {BOTH}"),
    ("Ana Kovač visited Kenya in March.", "visit held Ana Kovač @ Kenya"),
    ("Ana Kovač will visit Kenya in March.", "visit planned Ana Kovač @ Kenya"),
    ("Ana Kovač's visit to Kenya was postponed.", "visit cancelled Ana Kovač @ Kenya"),
    ("Omar Aziz praised the deal during a visit to Norway.", "visit held Omar Aziz @ Norway"),
    ("Ana Kovač invited Omar Aziz to visit Norway.", "visit proposed Omar Aziz @ Norway"),
    ("Ana Kovač wrote to Omar Aziz on Friday.", f"letter held {BOTH}"),
    ("In a letter to Omar Aziz, Ana Kovač asked for time.", f"letter held {BOTH}"),
    ("The summit between Ana Kovač and Omar Aziz was held in Doha.", f"summit held {BOTH} @ Doha"),
]  # fmt: skip


def lines(contacts: tuple[Contact, ...]) -> list[str]:
    """A contact as "kind status parties @ place"."""
    return [
        f"{c.kind} {c.status} {', '.join(p.name for p in c.parties)}"
        + (f" @ {c.place.name}" if c.place else "")
        for c in contacts
    ]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_a_report_tells_who_where_and_whether(text: str, expected: str) -> None:
    found = article(text)
    contacts = find_contacts(found)
    assert lines(contacts) == [expected]
    assert text in contacts[0].evidence.of(text) or contacts[0].evidence.of(text) in text


@pytest.mark.parametrize(
    "text",
    [
        "Ana Kovač met with criticism from all sides.",
        "Ana Kovač met the deadline.",
        "The company met its target, Omar Aziz said.",
        "Ana Kovač spoke to reporters in Zagreb.",
        "Ana Kovač spoke to Reuters.",
        "Ana Kovač called Omar Aziz a liar.",
        "Ana Kovač called Omar Aziz to task.",
        "Ana Kovač visited a factory.",
        "He met Omar Aziz.",
        "“The mill did all that Ana Kovač wanted,” said CNN host Omar Aziz.",
        "Some 5,000 people visited Kenya, Ana Kovač said.",
        "Ana Kovač asked for peace talks.",
        "Following the meeting, Ana Kovač left.",
        "Ana Kovač welcomed Omar Aziz's decision.",
    ],
)
def test_what_is_no_contact_or_names_nobody_is_none(text: str) -> None:
    assert find_contacts(article(text)) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Told again: one contact.
        ("Ana Kovač met Omar Aziz in Zagreb. She praised the meeting with Omar Aziz.", [f"meeting held {BOTH} @ Zagreb"]),
        ("Ana Kovač called Omar Aziz on Friday. In the call with Omar Aziz she was calm.", [f"call held {BOTH}"]),
        # Another, by its state or by a word that says so.
        ("Ana Kovač met Omar Aziz in May. The two leaders will meet again in Oslo in June.",
         [f"meeting held {BOTH}", f"meeting planned {BOTH} @ Oslo"]),
        ("Ana Kovač met Omar Aziz in May. She met Omar Aziz again in June.", [f"meeting held {BOTH}"] * 2),
        # Planned, then called off: it is called off.
        ("Ana Kovač was due to meet Omar Aziz. The meeting with Omar Aziz was cancelled, Ana Kovač said.",
         [f"meeting cancelled {BOTH}"]),
        # Other kinds and other parties stay apart.
        ("Ana Kovač met Omar Aziz. She then phoned Lena Fischer.", [f"meeting held {BOTH}", "call held Ana Kovač, Lena Fischer"]),
    ],
)  # fmt: skip
def test_a_contact_told_again_is_one_contact(text: str, expected: list[str]) -> None:
    assert lines(find_contacts(article(text))) == expected


def test_the_speaker_of_a_statement_made_there_took_part() -> None:
    found, statement = marked("<She> _repeated_ [the offer] after a phone call with Omar Aziz.")
    known = Statement(
        **{f: getattr(statement, f) for f in statement.__slots__}
        | {"speaker": person("Ana Kovač", "", "pronoun")}
    )
    placed = place_statements(found, [known])
    assert lines(find_contacts(found.with_statements(placed))) == [f"call held {BOTH}"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ana Kovač met Omar Aziz on Monday.", ("2025-03-03", "2025-03-03")),
        ("Ana Kovač will meet Omar Aziz on Monday.", ("2025-03-10", "2025-03-10")),
        ("Ana Kovač met Omar Aziz in Zagreb.", None),
        ("Ana Kovač left on March 1. She met Omar Aziz on the same day.", ("2025-03-01", "2025-03-01")),
    ],
)
def test_dates_come_from_the_evidence(text: str, days: tuple[str, str] | None) -> None:
    told = article(text, published="2025-03-05")
    [contact] = date_contacts(told, find_contacts(told))
    assert ((contact.on.earliest, contact.on.latest) if contact.on else None) == days


def test_the_worked_example_has_its_four_contacts(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "trump-nato.json").read_text("utf-8"))
    text = (shared / "gold" / "trump-nato.txt").read_text("utf-8")
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    statements = [
        Statement(
            s["id"], tuple(Span(*c) for c in s["content"]), tuple(Span(*c) for c in s["cue"]),
            tuple(Span(*c) for c in s["source"]), "indirect", (), s["act"], "asserted", 0.9, parent=s.get("parent"),
            speaker=person(s["speaker"], text, s["how"]) if s["speaker"] else None,
        )
        for s in gold["statements"]
    ]  # fmt: skip
    found = Article("worked", text, tuple(blocks))
    contacts = find_contacts(found.with_statements(place_statements(found, statements)))
    kinds = {"talk": "talks"}
    assert [
        (c.kind, c.status, {p.name for p in c.parties}, c.place.name if c.place else None) for c in contacts
    ] == [
        (kinds.get(c["type"], c["type"]), c["status"], set(c["parties"]), c["place"])
        for c in gold["contacts"]
    ]
    assert all(
        c.evidence.start <= g["what"][0] < c.evidence.end
        for c, g in zip(contacts, gold["contacts"], strict=True)
    )
