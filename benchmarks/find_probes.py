"""Searches of every shape, for scale.py: a shape a line, filled with words, names, outlets and days that the record has."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import text

from onrecord.record.asking import Query
from onrecord.record.loading import reports
from onrecord.record.outlets import list_outlets
from onrecord.record.searching import find
from onrecord.record.store import Store
from onrecord.record.wording import plain_words
from onrecord.speakers.people import load_people

__all__ = ["SHAPES", "finding"]

SAMPLED = 3000  # statements from which words and names are drawn


@dataclass(frozen=True)
class Held:
    """What a record holds, to ask for: words by how frequent they are, speakers and outlets as they are named, days."""

    everywhere: list[str]  # in one sentence of ten or more
    frequent: list[str]
    middling: list[str]
    rare: list[str]
    pairs: list[str]
    leading: list[str]  # the speakers named most
    speakers: list[str]
    outlets: list[str]
    days: list[str]

    @classmethod
    def of(cls, store: Store) -> Held:
        chance = random.Random(11)
        with store.reading() as connection:
            last = connection.execute(text("SELECT max(id) FROM statements")).scalar_one()
            sample = reports(connection, sorted(chance.sample(range(1, last + 1), min(SAMPLED, last))))
            outlets = list_outlets(connection)
        sentences = [plain_words(r.sentence) for r in sample]
        counts = Counter(w for words in sentences for w in set(words) if len(w) > 2)
        order = [w for w, _ in counts.most_common()]
        share = len(sample)
        names = Counter(r.speaker for r in sample if r.speaker and ";" not in r.speaker)
        return cls(
            everywhere=[w for w in order if counts[w] > share / 10],
            frequent=[w for w in order if share / 10 >= counts[w] > share / 50],
            middling=[w for w in order if share / 50 >= counts[w] > share / 300],
            rare=[w for w in order if counts[w] == 1],
            pairs=[
                " ".join(words[i : i + 2])
                for words in sentences
                if len(words) > 3
                for i in (len(words) // 2 - 1,)
            ],
            leading=[name for name, _ in names.most_common(3)],
            speakers=list(names),
            outlets=outlets,
            days=sorted({r.published[:10] for r in sample if r.published}),
        )


Shape = Callable[[Held, random.Random], Query]


def _some_days(held: Held, chance: random.Random, length: int) -> tuple[str, str]:
    first = chance.randrange(max(1, len(held.days) - length))
    return held.days[first], held.days[min(first + length, len(held.days) - 1)]


def _between(query: Query, days: tuple[str, str], said: bool = False) -> Query:
    if said:
        return replace(query, said_from=days[0], said_to=days[1])
    return replace(query, published_from=days[0], published_to=days[1])


# What is asked: a name, and how the query is made.
SHAPES: dict[str, Shape] = {
    "a word of every tenth sentence": lambda h, c: Query(c.choice(h.everywhere)),
    "a frequent word": lambda h, c: Query(c.choice(h.frequent)),
    "a middling word": lambda h, c: Query(c.choice(h.middling)),
    "a rare word": lambda h, c: Query(c.choice(h.rare)),
    "two frequent words": lambda h, c: Query(" ".join(c.sample(h.frequent, 2))),
    "a frequent and a rare word": lambda h, c: Query(f"{c.choice(h.everywhere)} {c.choice(h.rare)}"),
    "five words": lambda h, c: Query(" ".join([*c.sample(h.everywhere, min(4, len(h.everywhere))), c.choice(h.middling)])),
    "words in a row": lambda h, c: Query(f'"{c.choice(h.pairs)}"'),
    "frequent words, either": lambda h, c: Query(" OR ".join(c.sample(h.frequent, 3))),
    "a frequent word without another": lambda h, c: Query(f"{c.choice(h.everywhere)} -{c.choice(h.frequent)}"),
    "a beginning of three letters": lambda h, c: Query(c.choice(h.middling)[:3] + "*"),
    "everything, the newest": lambda h, c: Query(),
    "everything, page 5,000": lambda h, c: Query(offset=100_000),
    "everything, by the day said": lambda h, c: Query(order="said"),
    "by a leading speaker": lambda h, c: Query(by=(c.choice(h.leading),)),
    "by anybody, surname only": lambda h, c: Query(by=(c.choice(h.speakers).split()[-1],)),
    "by anybody, with letters doubled": lambda h, c: Query(by=(c.choice(h.speakers).replace("r", "rr"),)),
    "frequent word, leading speaker": lambda h, c: Query(c.choice(h.everywhere), by=(c.choice(h.leading),)),
    "frequent word, any speaker": lambda h, c: Query(c.choice(h.everywhere), by=(c.choice(h.speakers),)),
    "frequent word, one outlet": lambda h, c: Query(c.choice(h.everywhere), outlet=(c.choice(h.outlets),)),
    "frequent word, some weeks": lambda h, c: _between(Query(c.choice(h.everywhere)), _some_days(h, c, 40)),
    "frequent word, some years": lambda h, c: _between(Query(c.choice(h.everywhere)), _some_days(h, c, 900)),
    "frequent word, the newest": lambda h, c: Query(c.choice(h.everywhere), order="published"),
    "frequent word, by the day said": lambda h, c: Query(c.choice(h.everywhere), order="said"),
    "frequent word, page 500": lambda h, c: Query(c.choice(h.everywhere), offset=10_000),
    "frequent word, page 2,500": lambda h, c: Query(c.choice(h.everywhere), offset=50_000),
    "leading speaker, said in some weeks": lambda h, c: _between(Query(by=(c.choice(h.leading),)), _some_days(h, c, 40), True),
    "leading speaker, denied, one outlet": lambda h, c: Query(by=(c.choice(h.leading),), act=("deny",), outlet=(c.choice(h.outlets),)),
    "said on a day": lambda h, c: _between(Query(), _some_days(h, c, 0), True),
    "direct, frequent word, sure": lambda h, c: Query(c.choice(h.frequent), kind=("direct",), min_confidence=0.8),
    "asked for words around, leading speaker": lambda h, c: Query(by=(c.choice(h.leading),), about=c.choice(h.frequent)),
    "everything at once": lambda h, c: _between(Query(c.choice(h.everywhere), by=(c.choice(h.leading),), kind=("indirect",), act=("say",), outlet=tuple(c.sample(h.outlets, 5))), _some_days(h, c, 400)),
}  # fmt: skip


def finding(name: str) -> Callable[[Store, random.Random], Iterator[Callable[[], object]]]:
    """The calls of a shape, to be timed."""

    def calls(store: Store, chance: random.Random) -> Iterator[Callable[[], object]]:
        held, people = _held(store), load_people()
        while True:
            query = SHAPES[name](held, chance)

            def call(query: Query = query) -> object:
                with store.reading() as connection:
                    return find(connection, query, people)

            yield call

    return calls


_KNOWN: dict[str, Held] = {}


def _held(store: Store) -> Held:
    if store.name not in _KNOWN:
        _KNOWN[store.name] = Held.of(store)
    return _KNOWN[store.name]
