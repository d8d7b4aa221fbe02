"""Cues in news English, and what they do."""

from __future__ import annotations

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.acts import act_of, stance_of
from onrecord.types import ACTS

ACT_TABLE = [
    ("said", "that it was late", "say"),
    ("added", "“Never”", "say"),
    ("According to", "the plan is dead", "say"),
    ("told", "them the news", "say"),
    ("said", "“Who would pay for it?”", "ask"),
    ("asked", "whether the road was open", "ask"),
    ("asked", "to leave", "urge"),
    ("called for", "an inquiry", "urge"),
    ("demanded", "his release", "urge"),
    ("has long opposed", "the dam", "oppose"),
    ("does not support", "the bill", "oppose"),
    ("backs", "the bill", "support"),
    ("accused", "him of theft", "accuse"),
    ("criticised", "the mayor", "blame"),
    ("praised", "the crews", "praise"),
    ("has vowed", "to return", "promise"),
    ("announced", "a merger", "announce"),
    ("confirmed", "the date", "confirm"),
    ("denied", "any wrongdoing", "deny"),
    ("dismissed", "the claims", "reject"),
    ("ruled out", "a coalition", "reject"),
    ("agreed", "to talks", "accept"),
    ("plans", "to expand", "plan"),
    ("wants", "peace", "want"),
    ("hopes", "to win", "want"),
    ("warned", "of floods", "warn"),
    ("described", "the bill as weak", "describe"),
    ("called", "it a farce", "describe"),
    ("stressed", "the need for calm", "stress"),
    ("believes", "it will rain", "believe"),
    ("thinks", "so", "believe"),
    ("knew", "the risk", "know"),
    ("expects", "growth of 2 per cent", "predict"),
    ("decided", "to stay", "decide"),
    ("showed", "a lead of six points", "show"),
    ("declined to comment", "on the case", "decline"),
    ("did not immediately respond to", "a request for comment", "decline"),
    ("refused to disclose", "her tax returns", "decline"),
    ("said during a rally in Lyon", "it was over", "say"),
    ("voted against", "the budget", "decide"),
    ("questioned", "the cost of the bridge", "oppose"),
    ("questioned", "whether the bridge was safe", "ask"),
    ("is considering", "a second term", "plan"),
    ("considers", "it a failure", "believe"),
    ("made it clear", "that nobody would pay", "stress"),
    ("made the case for", "a new port", "support"),
    ("took aim at", "the minister", "blame"),
    ("took issue with", "the figures", "blame"),
    ("swore", "to fight on", "promise"),
    ("forbade", "them to speak", "urge"),
    ("has sought", "a ceasefire", "plan"),
    ("was confident", "that it would pass", "believe"),
    ("pointed out", "that the road was shut", "say"),
    ("shot back", "that it was a lie", "say"),
    ("has not endorsed", "the mayor", "oppose"),
    ("pledges", "of money", "promise"),
    ("signed", "the order", "decide"),
    ("", "“At last”", "say"),
    ("assessment", "that the war is lost", "believe"),
    ("accusations", "that votes were bought", "accuse"),
]


@pytest.mark.parametrize(("cue", "content", "act"), ACT_TABLE)
def test_acts(cue: str, content: str, act: str) -> None:
    assert act_of(cue, content=content) == act


@pytest.mark.parametrize(
    ("cue", "has_source", "stance"),
    [
        ("said", True, "asserted"),
        ("did not say", True, "denied"),
        ("didn’t say", True, "denied"),
        ("denied", True, "denied"),
        ("never claimed", True, "denied"),
        ("is said to", False, "hearsay"),
        ("was widely reported", False, "hearsay"),
        ("reportedly told", True, "hearsay"),
        ("would argue", True, "hypothetical"),
        ("might say", True, "hypothetical"),
        ("would like", True, "asserted"),
        ("would only say", True, "asserted"),
        ("has never said", True, "denied"),
        ("refused to endorse", True, "denied"),
        ("never forgot", True, "asserted"),
        ("made no secret of", True, "asserted"),
        ("is believed", False, "hearsay"),
        ("is also known as", False, "hearsay"),
        ("rumours", False, "hearsay"),
        ("accusations", True, "asserted"),
        ("asked", False, "asserted"),
        ("saying", False, "asserted"),
        ("declined to comment", True, "asserted"),
    ],
)
def test_stances(cue: str, has_source: bool, stance: str) -> None:
    assert stance_of(cue, content="that it was so", has_source=has_source) == stance


def test_a_condition_before_the_cue_makes_it_hypothetical() -> None:
    assert stance_of("says", content="yes", before="It will be built if the council ") == "hypothetical"
    assert stance_of("says", content="yes", before="He asked if it was late. The council ") == "asserted"


@pytest.mark.parametrize(
    ("before", "cue", "stance"),
    [
        ("“If it rains,” the mayor ", "said", "asserted"),
        ("If it rains, the mayor ", "said", "asserted"),
        ("Nobody ", "believes", "denied"),
        ("Neither of the two ministers ", "said", "denied"),
        ("Nobody came. She ", "said", "asserted"),
        ("I ", "would say", "asserted"),
        ("I ", "would have said", "hypothetical"),
    ],
)
def test_words_before_the_cue(before: str, cue: str, stance: str) -> None:
    assert stance_of(cue, content="that it was late", before=before) == stance


def test_quoted_words_were_said_whatever_the_auxiliary() -> None:
    assert stance_of("would say", content="“No”", kind="direct") == "asserted"
    assert stance_of("would say", content="no", kind="indirect") == "hypothetical"


def test_every_lemma_of_the_table_has_one_act() -> None:
    rows = files("onrecord.statements").joinpath("acts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    lemmas = [lemma for row in rows for lemma in row.split("\t")[1].split(", ")]
    assert {row.split("\t")[0] for row in rows} == set(ACTS)
    assert len(lemmas) == len(set(lemmas)) > 900


@pytest.mark.parametrize("unit", ["question ", "did not ", "is widely ", "x", " ", "? ", "if "])
def test_long_cues_and_contents_take_linear_time(unit: str) -> None:
    long = unit * 30_000
    begun = time.process_time()
    act_of(long, content=long)
    stance_of(long, content=long, before=long, has_source=False)
    assert time.process_time() - begun < 1


@given(st.text(), st.text(), st.booleans())
def test_any_cue_has_an_act_and_a_stance(cue: str, content: str, has_source: bool) -> None:
    assert act_of(cue, content=content, has_source=has_source) in ACTS
    assert stance_of(cue, content=content, has_source=has_source) in (
        "asserted",
        "denied",
        "hearsay",
        "hypothetical",
    )
