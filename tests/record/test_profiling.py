"""Who somebody is on record, what their statements are about, and results as tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

import onrecord
from onrecord.answers import Reports, Tally
from onrecord.errors import UsageError
from onrecord.formats.profile import print_profile
from onrecord.opened import Record
from onrecord.record.highlighting import hits
from onrecord.record.profiling import most_quoted
from onrecord.record.schema import speakers
from onrecord.record.store import Store
from onrecord.record.summing import summary
from onrecord.record.watching import add_issue

from papers import papers
from stores import put


@pytest.fixture
def rec(store: Store) -> Iterator[Record]:
    for paper in papers():
        put(store, paper)
    yield Record(store)


def test_a_profile(rec: Record) -> None:
    ana = rec.who("ana cruz")
    assert (ana.name, ana.ids, ana.kind) == ("Ana Cruz", ("local:ana-cruz",), "person")
    assert (ana.statements, ana.articles, ana.first, ana.last) == (4, 3, "2025-01-01", "2025-03-02")
    assert ana.by_month == (Tally("2025-01", 1), Tally("2025-02", 1), Tally("2025-03", 2))
    assert ana.by_outlet == (Tally("Coast Herald", 3), Tally("The Valley Post", 1))
    assert ana.by_act == (Tally("say", 3), Tally("warn", 1))
    assert {t.name: t.statements for t in ana.about} == {"harbour": 2, "quarry": 2, "tax": 2}
    assert [r.statement for r in ana.latest] == ["h3", "h1", "q1", "l2"]
    assert rec.who("Oleksandr Melnychenko").ids == (
        "local:oleksandr-melnychenko",
        "local:oleksandr-melnitschenko",
    )
    assert rec.who("Oleksandr Melnychenko").to == (Tally("Ana Cruz", 1),)


def test_months_of_publication_and_issues_are_counted(rec: Record) -> None:
    with rec.store.writing() as connection:
        add_issue(connection, "The quarry", "quarry")
        add_issue(connection, "Nothing said", "zeppelin")
    ana = rec.who("ana cruz")
    assert sum(t.statements for t in ana.by_month_published) == ana.statements
    assert [t.name for t in ana.by_month_published] == sorted({t.name for t in ana.by_month_published})
    assert ana.issues == (Tally("The quarry", len(rec.find(by="local:ana-cruz", issue="the-quarry"))),)


def test_names_are_offered_by_how_a_word_of_them_begins(rec: Record) -> None:
    with rec.store.reading() as connection:
        assert [n.name for n, _ in most_quoted(connection, 5, "Cru")] == ["Ana Cruz", "Iris Cruz"]
        assert [n.name for n, _ in most_quoted(connection, 5, "iris C")] == ["Iris Cruz"]
        assert most_quoted(connection, 5, "ruz") == []
        everyone = connection.execute(select(func.count()).select_from(speakers)).scalar_one()
        assert summary(connection).speakers == everyone


def test_offices_and_aliases_come_from_the_table_of_people(rec: Record, tmp_path: Path) -> None:
    own = tmp_path / "p.csv"
    own.write_text(
        "id,name,aliases,offices\nlocal:iris-cruz,Iris Cruz,The Principal,minister|Norway||2024|2025\n",
        encoding="utf-8",
    )
    iris = Record(rec.store, own).who("the principal")
    assert iris.aliases == ("The Principal",)
    [office] = iris.offices
    assert (office.of, office.start, office.end) == ("Norway", "2024-01-01", "2025-12-31")


def test_who_is_not_clear_is_told(rec: Record) -> None:
    with pytest.raises(UsageError, match=r"fits several.*local:ana-cruz.*local:iris-cruz"):
        rec.who("Cruz")
    with pytest.raises(UsageError, match="did you mean Bo Lund"):
        rec.who("Bo Lundt-")


def test_who_is_quoted_most(rec: Record) -> None:
    with rec.store.reading() as connection:
        often = most_quoted(connection, 3)
    assert [(n.name, count) for n, count in often][:2] == [("Ana Cruz", 4), ("Bo Lund", 2)]


def test_many_months_are_shown_as_years(rec: Record, capsys: pytest.CaptureFixture[str]) -> None:
    import sys
    from dataclasses import replace

    ana = replace(
        rec.who("Ana Cruz"), by_month=(Tally("2019-05", 8), Tally("2021-07", 2), Tally("2023-01", 400))
    )
    print_profile(ana, sys.stdout)
    lines = capsys.readouterr().out.splitlines()
    bars = [line for line in lines if len(line.split(" ")[0]) == 4 and line[:4].isdigit()]
    assert [line.split()[0] for line in bars] == ["2019", "2020", "2021", "2022", "2023"]
    assert bars[1] == "2020" and bars[4] == f"2023  {'█' * 40} 400" and bars[2] == "2021  ▌ 2"


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("He raised taxes, then the tax.", "tax", ["taxes", "tax"]),
        ("The fair share is fair.", '"fair share"', ["fair share"]),
        ("A café, no gas", "cafe OR gas -tea", ["café", "gas"]),
        ("Nothing here", "-nothing", []),
        ("tariffs", "tar*", ["tariffs"]),
    ],
)
def test_hits_are_marked(text: str, words: str, marked: list[str]) -> None:
    assert [span.of(text) for span in hits(["other", text], words)[1]] == marked


def test_results_as_tables(rec: Record) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed: to_pandas cannot be tried")
    pytest.importorskip("polars", reason="polars is not installed: to_polars cannot be tried")
    found = rec.find("quarry", order="said")
    frame, polar, arrow = found.to_pandas(), found.to_polars(), found.to_arrow()
    for names in (list(frame["statement"]), polar["statement"].to_list(), arrow["statement"].to_pylist()):
        assert names == [report.statement for report in found]
    assert polar["confidence"].to_list() == [r.confidence for r in found]
    empty = rec.find("zebra")
    assert (
        not empty
        and list(empty.to_pandas().columns) == list(frame.columns)
        and empty.to_polars().columns == polar.columns
    )
    import polars

    assert polars.DataFrame(found).shape == polar.shape


def test_a_table_that_cannot_be_made_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for library, told in (
        ("pandas", "pip install pandas"),
        ("pyarrow", r"pip install 'onrecord\[parquet\]'"),
    ):
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(UsageError, match=told):
            Reports((), 0).to_pandas() if library == "pandas" else Reports((), 0).to_arrow()


def test_conditions_in_python(rec: Record) -> None:
    assert [r.statement for r in rec.find(by="lund", said="2025-02")] == ["q2"]
    assert rec.find("tax", published="2025-02..2025-03", act=["say", "warn"], limit=1).total == 2
    with pytest.raises(UsageError, match="speaker: no such condition; there are published, said"):
        rec.find(speaker="Ana")
    assert onrecord.open
