"""What a reader must know beside a verdict, in plain words: what is left out, what goes on, which changes weigh more than their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.answers import Verdict
from onrecord.checking.aligning import Step, Wording, written
from onrecord.checking.forms import MODALS, NEGATIONS, is_number
from onrecord.checking.normalising import Word
from onrecord.checking.quoting import Quote, is_marked, is_parted

__all__ = ["notes_on"]

SENTENCE_END = ".?!"


def notes_on(verdict: Verdict, steps: Sequence[Step], quote: Quote, said: Wording) -> Iterator[str]:
    """What a reader must know beside the verdict."""
    if verdict == "verbatim":
        yield from _around(steps, said)
    there = {i for s in steps if s.kind == "same" for i in range(s.i1, s.i2)}
    if any(w.bracketed and i not in there for i, w in enumerate(quote.wording.words)):
        yield "words in brackets are not on record"
    if verdict == "altered":
        told = {
            kind: words
            for s in steps
            if not is_marked(s, quote)
            for kind, words in _weighty(s, quote.wording, said)
        }
        yield from (f"{kind} differs: {words}" for kind, words in told.items())
    if any(is_marked(s, quote) and s.j2 > s.j1 for s in steps):
        left_out = [w.form for s in steps if is_marked(s, quote) for w in said.words[s.j1 : s.j2]]
        turned = " (a negation among them)" if NEGATIONS & set(left_out) else ""
        yield f"words on record are left out at the ellipsis{turned}"
    elif verdict == "partial" and is_parted([s for s in steps if s.kind == "same"], quote, said):
        yield "its pieces stand apart on record"


def _around(steps: Sequence[Step], said: Wording) -> Iterator[str]:
    """What goes before and after an excerpt in its own sentence."""
    first, last = steps[0].j1, steps[-1].j2
    before = _sentence(said, first, -1)
    after = _sentence(said, last - 1, 1)
    turning = [w.form for w in said.words[before:first] if w.form in NEGATIONS or w.form in ("if", "unless")]
    if before < first or after > last:
        where = " and ".join(n for n, there in (("before", before < first), ("after", after > last)) if there)
        yield f"an excerpt: the sentence goes on {where}" + (
            f" it, and the words before hold “{turning[-1]}”" if turning else " it"
        )


def _sentence(said: Wording, at: int, way: int) -> int:
    """The number of the first word of the sentence (`way` -1), or of the word after its last (1), in the same run."""
    while True:
        following = at + way
        if not 0 <= following < len(said.words) or said.runs[following] != said.runs[at]:
            break
        left, right = (at, following) if way > 0 else (following, at)
        if any(c in SENTENCE_END for c in said.text[said.words[left].end : said.words[right].start]):
            break
        at = following
    return at + 1 if way > 0 else at


def _weighty(step: Step, asked: Wording, said: Wording) -> Iterator[tuple[str, str]]:
    """Changes that weigh more than their one word: negations, numbers, names, how sure it is."""
    if step.kind == "same":
        return
    here, there = asked.words[step.i1 : step.i2], said.words[step.j1 : step.j2]
    ours, theirs = {w.form for w in here}, {w.form for w in there}
    told = " → ".join(
        words or "(nothing)" for words in (written(said, step.j1, step.j2), written(asked, step.i1, step.i2))
    )
    if (ours ^ theirs) & NEGATIONS:
        yield "a negation", told
    if {f for f in ours ^ theirs if is_number(f)}:
        yield "a number", told
    if any(_is_name(w, said) for w in there if w.form not in ours) or any(
        _is_name(w, asked) for w in here if w.form not in theirs
    ):
        yield "a name", told
    if (ours ^ theirs) & MODALS and ours != theirs:
        yield "how sure it is", told


def _is_name(word: Word, of: Wording) -> bool:
    """Whether a word has a capital where no sentence begins."""
    before = of.text[: word.start].rstrip(" \t\n“‘\"'«„([")
    written = of.text[word.start : word.end]
    if not before or before[-1] in ".?!:…" or written.startswith(("I'", "I’")) or written == "I":
        return False
    return written[:1].isupper() and len(written) > 1
