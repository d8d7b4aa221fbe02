"""A small record to search in: five articles of invented people, some of whose names are spelt in several ways."""

from __future__ import annotations

from dataclasses import replace

from onrecord.types import Addressee, Article, Speaker, When

from marks import article, at, person, statement

QUARRY = (
    "Quarry to close\n"
    "Ana Cruz said the quarry would close in May, whatever the tax on gravel. Bo Lund, the miner, denied that the quarry was unsafe.\n"
    "“Nobody told us about the closing,” Oleksandr Melnychenko told Ana Cruz. Officials said wages would rise."
)
HARBOUR = (
    "Harbour tax\n"
    "Ana Cruz warned that the harbour tax was unfair. The mayor of Łódka, Žofia Nováková, called the café owners “thieves”.\n"
    "Cruz and Lund said the harbour and the quarry belonged to the town."
)
MAYOR = "Oleksandr Melnitschenko said the mayor's taxes had doubled. Iris Cruz promised a new school."
OLD = "Ana Cruz said the lighthouse would stay dark."
NEW = "Ana Cruz said the lighthouse would be lit."


def _said(day: str, last: str | None = None) -> When:
    return When(day, last or day, None, "explicit")


def _joint() -> Speaker:
    ana, bo = person("Ana Cruz", HARBOUR), person("Bo Lund", HARBOUR)
    return Speaker(
        "local:ana-cruz+local:bo-lund", "Ana Cruz; Bo Lund", "group", "name", None, 0.8, members=(ana, bo)
    )


def papers() -> list[Article]:
    """In the order of adding; the last is a new text of the one before."""
    q, h, m = QUARRY, HARBOUR, MAYOR
    quarry = article(
        q,
        statement(q, "the quarry would close in May, whatever the tax on gravel", "said", "Ana Cruz", id="q1", speaker=person("Ana Cruz", q), said_on=_said("2025-02-12"), confidence=0.95),
        statement(q, "the quarry was unsafe", "denied", "Bo Lund", id="q2", speaker=person("Bo Lund", q), act="deny", stance="denied", said_on=_said("2025-02-10", "2025-02-14")),
        statement(q, "Nobody told us about the closing", "told", "Oleksandr Melnychenko", id="q3", kind="direct", quoted=(at(q, "Nobody told us about the closing"),), speaker=person("Oleksandr Melnychenko", q),
                  addressee=Addressee(at(q, "Ana Cruz", q.index("told Ana")), person("Ana Cruz", q)), confidence=0.6),
        statement(q, "wages would rise", "said", "Officials", id="q4"),
        outlet="The Valley Post", published="2025-02-14T09:55", published_from="given", headline=at(q, "Quarry to close"),
    )  # fmt: skip
    harbour = article(
        h,
        statement(h, "the harbour tax was unfair", "warned", "Ana Cruz", id="h1", speaker=person("Ana Cruz", h), act="warn", said_on=_said("2025-03-01")),
        statement(h, "thieves", "called", "Žofia Nováková", id="h2", kind="mixed", speaker=person("Žofia Nováková", h), act="describe"),
        statement(h, "the harbour and the quarry belonged to the town", "said", "Cruz and Lund", id="h3", speaker=_joint()),
        outlet="Coast Herald", published="2025-03-02", published_from="given",
    )  # fmt: skip
    mayor = article(
        m,
        statement(m, "the mayor's taxes had doubled", "said", "Oleksandr Melnitschenko", id="m1", speaker=person("Oleksandr Melnitschenko", m)),
        statement(m, "a new school", "promised", "Iris Cruz", id="m2", speaker=person("Iris Cruz", m), act="promise"),
        outlet="Valley Post Online",
    )  # fmt: skip
    old = article(
        OLD,
        statement(
            OLD,
            "the lighthouse would stay dark",
            "said",
            "Ana Cruz",
            id="l1",
            speaker=person("Ana Cruz", OLD),
        ),
        published="2024-12-31",
        outlet="Coast Herald",
    )
    new = article(
        NEW,
        statement(
            NEW, "the lighthouse would be lit", "said", "Ana Cruz", id="l2", speaker=person("Ana Cruz", NEW)
        ),
        published="2025-01-01",
        outlet="Coast Herald",
    )
    return [
        replace(a, id=f"paper-{name}")
        for a, name in (
            (quarry, "quarry"),
            (harbour, "harbour"),
            (mayor, "mayor"),
            (old, "light"),
            (new, "light"),
        )
    ]
