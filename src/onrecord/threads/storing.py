"""Articles that came, changed or went -> their threads in the record, brought up to date; no other thread is touched.

Call `update_threads` in the transaction that wrote the articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, bindparam, delete, distinct, func, insert, select, update

from onrecord.record.schema import articles, speakers, statements, thread_keys, thread_statements, threads
from onrecord.threads.compare import THRESHOLD, likeness
from onrecord.threads.index import FULL, keys_and_seeking
from onrecord.threads.joining import joined_groups
from onrecord.threads.rows import utterances_in, utterances_of_rows
from onrecord.threads.shaping import shape_of, wording_key
from onrecord.threads.utterance import Utterance

__all__ = ["forget_threads", "update_threads"]

LIKELY = 24  # statements that one is compared with: those it shares the rarest keys with
LARGE = 60  # members of a thread beyond which it is not taken apart again when it grows
AT_ONCE = 900
Groups = Sequence[tuple[int, ...]]


def update_threads(connection: Connection, article_rows: Iterable[int]) -> None:
    """Bring the threads of articles up to date: `article_rows` are row numbers of those added, revised, re-read, corrected
    or superseded. Statements that are gone leave their threads."""
    rows = sorted(set(article_rows))
    bereft = _take_out(connection, rows)
    fresh = utterances_in(connection, rows)
    likely = _enrol(connection, fresh)
    others = utterances_of_rows(connection, {key for keys in likely.values() for key in keys} - fresh.keys())
    everyone = fresh | others
    alike = _Remembered()
    pairs = {
        (min(one, other), max(one, other))
        for one, keys in likely.items()
        for other in keys
        if other in everyone and alike(everyone[one], everyone[other]) >= THRESHOLD
    }
    met = {key for pair in pairs for key in pair}
    _rejoin(connection, {k: u for k, u in everyone.items() if k in met}, pairs, bereft, alike)


def forget_threads(connection: Connection) -> None:
    """Empty the threads and their index; `update_threads` with all articles makes them anew."""
    for table in (thread_statements, thread_keys, threads):
        connection.execute(delete(table))


class _Remembered:
    """The likeness of pairs, each computed once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, one: Utterance, other: Utterance) -> float:
        pair = (one.key, other.key) if one.key < other.key else (other.key, one.key)
        if pair not in self._known:
            self._known[pair] = likeness(one, other)
        return self._known[pair]


def _take_out(connection: Connection, article_rows: Sequence[int]) -> set[int]:
    """Take the statements of articles out of their threads and out of the index; the threads that lost any."""
    of_articles = thread_statements.c.article.in_(article_rows)
    bereft = set(connection.execute(select(thread_statements.c.thread).where(of_articles)).scalars())
    connection.execute(delete(thread_statements).where(of_articles))
    theirs = select(statements.c.id).where(statements.c.article.in_(article_rows))
    connection.execute(delete(thread_keys).where(thread_keys.c.statement.in_(theirs)))
    return bereft


def _enrol(connection: Connection, fresh: Mapping[int, Utterance]) -> dict[int, list[int]]:
    """Put statements into the index; for each, the others that it shares keys with, the likeliest first."""
    both = {key: keys_and_seeking(u) for key, u in fresh.items()}
    kept, sought = ({key: keys[side] for key, keys in both.items()} for side in (0, 1))
    buckets = _buckets(connection, {k for keys in (*sought.values(), *kept.values()) for k in keys})
    rows = []
    for statement, keys in kept.items():
        for key in keys:
            if len(buckets[key]) < FULL:
                buckets[key].append(statement)
                rows.append({"key": key, "statement": statement})
    if rows:
        connection.execute(insert(thread_keys), rows)
    likely: dict[int, list[int]] = {}
    for statement, keys in sought.items():
        shared: Counter[int] = Counter()
        for key in keys:
            for other in buckets.get(key, ()):
                shared[other] += 1000 // len(buckets[key])
        del shared[statement]
        likely[statement] = sorted(shared, key=lambda other: (-shared[other], other))[:LIKELY]
    return likely


def _buckets(connection: Connection, keys: Collection[int]) -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    wanted = sorted(keys)
    asked = select(thread_keys.c.key, thread_keys.c.statement)
    for at in range(0, len(wanted), AT_ONCE):
        for key, statement in connection.execute(
            asked.where(thread_keys.c.key.in_(wanted[at : at + AT_ONCE]))
        ):
            found[key].append(statement)
    return found


def _rejoin(
    connection: Connection,
    met: dict[int, Utterance],
    pairs: set[tuple[int, int]],
    bereft: set[int],
    alike: _Remembered,
) -> None:
    """Join what met, and the threads that it touches, anew; write those that changed."""
    where = thread_statements.c
    found = connection.execute(select(where.statement, where.thread).where(where.statement.in_(met)))
    of_thread: dict[int, int] = {row.statement: row.thread for row in found}
    touched = bereft | set(of_thread.values())
    members = _members(connection, touched)
    utterances = met | utterances_of_rows(
        connection, {key for keys in members.values() for key in keys} - met.keys()
    )
    members = {thread: [key for key in keys if key in utterances] for thread, keys in members.items()}
    large = [tuple(keys) for keys in members.values() if len(keys) >= LARGE]
    for keys in members.values():
        if len(keys) < LARGE:
            pairs |= set(_sharing({key: utterances[key] for key in keys}))
    groups = joined_groups(utterances, pairs, large, alike)
    _write(connection, groups, members, utterances)


def _members(connection: Connection, touched: Collection[int]) -> dict[int, list[int]]:
    """The statements of threads; of a large one, its first."""
    where = thread_statements.c
    found: dict[int, list[int]] = {}
    for thread in sorted(touched):
        asked = select(where.statement).where(where.thread == thread).order_by(where.statement).limit(LARGE)
        found[thread] = list(connection.execute(asked).scalars())
    return found


def _sharing(members: Mapping[int, Utterance]) -> Iterator[tuple[int, int]]:
    """The pairs that the index would find among a few statements."""
    both = {key: keys_and_seeking(u) for key, u in members.items()}
    for one, other in combinations(sorted(members), 2):
        if not both[one][0].isdisjoint(both[other][1]):
            yield one, other


def _write(
    connection: Connection,
    groups: Groups,
    members: Mapping[int, list[int]],
    utterances: Mapping[int, Utterance],
) -> None:
    heirs = _heirs(groups, members)
    gone = members.keys() - heirs.values()
    for thread in gone:
        if len(members[thread]) >= LARGE:  # it goes on whole, those of its members too that are not at hand
            [heir] = [heirs[group] for group in groups if members[thread][0] in group]
            moved = update(thread_statements).where(thread_statements.c.thread == thread).values(thread=heir)
            connection.execute(moved)
    if gone:
        connection.execute(delete(thread_statements).where(thread_statements.c.thread.in_(gone)))
        connection.execute(delete(threads).where(threads.c.id.in_(gone)))
    before = {key: thread for thread, keys in members.items() for key in keys}
    for group in groups:
        thread = heirs[group] if group in heirs else _new_thread(connection, utterances[group[0]])
        left = [key for key in members.get(thread, ()) if key not in group]
        if left:
            connection.execute(
                delete(thread_statements).where(
                    thread_statements.c.thread == thread, thread_statements.c.statement.in_(left)
                )
            )
        _put_members(connection, thread, [utterances[k] for k in group if before.get(k) != thread])
        _describe(connection, thread, [utterances[key] for key in group])


def _heirs(groups: Groups, members: Mapping[int, list[int]]) -> dict[tuple[int, ...], int]:
    """Which group goes on as which thread: that with most of its members; of several threads in one group, the oldest."""
    heirs: dict[tuple[int, ...], int] = {}
    for thread, keys in sorted(members.items()):
        shares = [(len(set(group) & set(keys)), -number) for number, group in enumerate(groups)]
        share, number = max(shares, default=(0, 0))
        if share:
            heirs.setdefault(groups[-number], thread)
    return heirs


def _new_thread(connection: Connection, first: Utterance) -> int:
    """A row for a thread, named after its first statement, so that made anew it has its old name."""
    names = select(articles.c.article_id, statements.c.statement_id).join_from(
        statements, articles, articles.c.id == statements.c.article
    )
    row = connection.execute(names.where(statements.c.id == first.key)).one()
    for attempt in range(100):
        digest = blake2b(f"{row.article_id}\n{row.statement_id}\n{attempt}".encode(), digest_size=5)
        name = "t" + digest.hexdigest()
        if not connection.execute(select(threads.c.id).where(threads.c.thread_id == name)).first():
            break
    values = dict.fromkeys(("statements", "articles", "outlets", "variants", "strength"), 0)
    done = connection.execute(insert(threads).values(thread_id=name, drift="", **values)).inserted_primary_key
    assert done is not None
    return int(done[0])


def _put_members(connection: Connection, thread: int, members: Sequence[Utterance]) -> None:
    if not members:
        return
    keys = [m.key for m in members]
    connection.execute(delete(thread_statements).where(thread_statements.c.statement.in_(keys)))
    connection.execute(
        insert(thread_statements),
        [
            {"statement": m.key, "thread": thread, "article": m.article, "variant": wording_key(m)}
            for m in members
        ],
    )


def _describe(connection: Connection, thread: int, known: Sequence[Utterance]) -> None:
    """Write down what a thread is: its counts from all its members, its drift from those known."""
    shape = shape_of(known)
    where = thread_statements.c
    counted = connection.execute(
        select(
            func.count(),
            func.count(distinct(where.article)),
            func.count(distinct(articles.c.outlet)),
            func.count(distinct(where.variant)),
            func.min(articles.c.published),
        )
        .join_from(thread_statements, articles, articles.c.id == where.article)
        .where(where.thread == thread)
    ).one()
    speaker = None
    if shape.speaker:
        asked = select(speakers.c.id).where(speakers.c.speaker_id == shape.speaker[0])
        speaker = connection.execute(asked).scalar()
    values: dict[str, Any] = {
        "speaker": speaker,
        "said_earliest": shape.said[0],
        "said_latest": shape.said[1],
        "first_published": counted[4],
        "statements": counted[0],
        "articles": counted[1],
        "outlets": counted[2],
        "variants": counted[3],
        "drift": " ".join(shape.drift),
        "strength": shape.strength,
    }
    connection.execute(update(threads).where(threads.c.id == bindparam("row")), values | {"row": thread})
