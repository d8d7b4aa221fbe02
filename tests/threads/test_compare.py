"""The same utterance or not: tables of invented statements."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.threads.compare import THRESHOLD, likeness
from onrecord.threads.utterance import Utterance

from telling import BRANDT, said

NOBODY: dict[str, Any] = {"speaker": None, "name": None, "kind": None}
LONG = "“The tunnel under the Vester strait will be dug by the winter of 2027, or I shall resign and go fishing in Norrland”"
SAME = [
    # one paper cuts the quotation, another has it whole
    (said("“We will not raise the ferry toll this winter,”"), said("“not raise the ferry toll”", 1)),
    # quoted in the one, told in the other, in nearly the same words
    (
        said("“The harbour bridge will open in May, whatever the contractor says,”", sentence="“The harbour bridge will open in May, whatever the contractor says,” the minister told the Vesterby council."),
        said("that the harbour bridge would open in May", 1, sentence="The minister told the Vesterby council that the harbour bridge would open in May."),
    ),
    # no paper agrees on who spoke, but nobody else says thirty words just so
    (said(LONG), said(LONG, 1, **BRANDT)),
    # one article tells it twice: the fragment first, then the whole, in other words of degree
    (
        said("that the auditor’s account of the toll was “quite accurate”", article=5, sentence="She found the account accurate."),
        said("“I have read it twice, and I think what the auditor wrote about the toll is pretty accurate,”", 1, article=5, sentence="“I have read it twice,” she said."),
    ),
    # a source that nobody names
    (said("“heads will roll at the Vesterby harbour board”"), said("“heads will roll at the Vesterby harbour board before Easter,”", 1, **NOBODY)),
]  # fmt: skip
DIFFERENT = [
    # two sentences of one speech
    (said("“We will not raise the ferry toll this winter,”"), said("“The schools of Norrland deserve new roofs,”", 1)),
    # two people on one matter
    (said("that the ferry toll would rise"), said("that the ferry toll would rise", 1, **BRANDT)),
    # a statement and what stands inside it
    (said("that Brandt had called the toll unfair", article=5), Utterance(2, 5, said("").spans, "the toll unfair")),
    # the same few words, months apart
    (said("that the toll would rise"), said("that the toll would rise", 1, published="2025-11-20")),
    # nothing in common
    (said("“nonsense”"), said("“rubbish”", 1)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_report_one_utterance(one: Utterance, other: Utterance) -> None:
    assert likeness(one, other) >= THRESHOLD


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_do_not(one: Utterance, other: Utterance) -> None:
    assert likeness(one, other) < THRESHOLD


@pytest.mark.parametrize(("one", "other"), SAME + DIFFERENT)
def test_likeness_does_not_depend_on_the_order(one: Utterance, other: Utterance) -> None:
    assert likeness(one, other) == likeness(other, one)
