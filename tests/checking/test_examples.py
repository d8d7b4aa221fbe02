"""Forty hard questions of a fact-checker on the project's example articles, read by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import onrecord
from onrecord.opened import Record

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with onrecord.open(tmp_path_factory.mktemp("examples") / "examples.db") as opened:
        opened.add(sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html")))
        yield opened


@pytest.mark.parametrize(
    ("quote", "by", "verdict"),
    [
        # as it stands, though not as it is written
        ("We've the steel, we've the crews and we've the budget", "Lindqvist", "verbatim"),
        ("what we don’t have is time to argue about it", "lindkvist", "verbatim"),
        ("… WE HAVE THE BUDGET – WHAT WE DO NOT HAVE IS TIME …", None, "verbatim"),
        ("at least 11 centimeters", None, "verbatim"),
        ("a repair bill of 9 million", "Roth", "verbatim"),
        ("[Y]ou", "Roth", "not on record"),
        ("[S]he has known it since August", "roth", "verbatim"),
        ("[The mayor] knows the number", "roth", "verbatim"),  # the brackets say what "she" stands for
        ("I'd rather ask people to save a little now", "Hector Salinas", "verbatim"),
        ("the best news this town has had in 20 years", "Markov", "verbatim"),
        ("If June's as dry as May we'll have to act", "salinas", "verbatim"),
        ("not in question", "Salinas", "verbatim"),
        ("They tell us every month that it'll be finished next month", "Oyelaran", "verbatim"),
        ("But nobody in this room can say that we got nothing", "grace otieno", "verbatim"),
        # one word makes the difference
        ("What we have is time to argue about it", "Lindqvist", "altered"),
        ("Keldavik will be left alone", "Feld", "altered"),
        ("the best news this town has had in thirty years", "Markov", "altered"),
        ("Demand has outrun even our boldest forecasts", "Nowak", "altered"),
        ("She knows the figure. She has known it since August", "Roth", "altered"),
        ("I would rather order people to save a little now than ask them to save a lot in August", "Salinas", "altered"),
        ("We did get everything", "Otieno", "altered"),
        ("Now we hear that the dam was always near its limit", "Coll", "altered"),
        # only some of it, or in pieces
        ("We have the steel … and we have the budget", "Lindqvist", "partial"),
        ("She knows the number … people deserve to hear it before they vote", "Roth", "partial"),
        ("We believed them … the dam was never near its limit", "Coll", "partial"),
        ("I told her the truth: respect, and a date, or the clinics stay shut until the summer", "Otieno", "partial"),
        ("We have the steel, we have the crews. We thank God and both sides", None, "partial"),
        # another's words
        ("She knows the number", "Lindqvist", "said by someone else"),
        ("We believe in Veresk", "Elena Markov", "said by someone else"),
        ("Keldavik will not be left alone", "Tove Lindqvist", "said by someone else"),
        ("We thank God and both sides, in that order", "Governor Hassan", "said by someone else"),
        # said, but not in these words
        ("The damaged harbour bridge would reopen before the first snow", "Lindqvist", "paraphrased only"),
        ("I always believed the nurses wanted to be with their patients", "Hassan", "paraphrased only"),
        ("We will double the production of solar roof tiles by the end of next year", "Helion Works", "paraphrased only"),
        ("My party will bring a motion of no confidence", "Roth", "paraphrased only"),
        ("The county has been slow to respond", "Kariuki", "paraphrased only"),
        # nothing of the kind
        ("We have the courage, we have the songs and we have the patience", "Lindqvist", "not on record"),
        ("The nurses have betrayed their patients", "Hassan", "not on record"),
        ("Veresk will never see a tile from this plant", "Nowak", "not on record"),
        ("The release of the water was a crime against the valley", "Coll", "not on record"),
        ("I stopped listening", "Lindqvist", "said by someone else"),
    ],
)  # fmt: skip
def test_did_they_say_it(record: Record, quote: str, by: str | None, verdict: str) -> None:
    check = record.check(quote, by=by)
    assert check.verdict == verdict, [
        (e.verdict, e.report.speaker, e.report.content, e.notes) for e in check.evidence
    ]
