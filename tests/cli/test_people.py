"""`onrecord people`: a user's own table, its errors, and look-ups."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from test_cli import onrecord

ROWS = "name,aliases,country,offices\nTove Lindqvist,T. Lindqvist;Lindqvist,Norway,transport minister||| 2024-03-01|\n"


def test_imported_people_win_and_can_be_listed_and_removed(tmp_path: Path) -> None:
    own = {"ONRECORD_PEOPLE": str(tmp_path / "mine" / "people.jsonl")}
    (tmp_path / "p.csv").write_text(ROWS, encoding="utf-8")
    got = onrecord("people", "import", tmp_path / "p.csv", **own)
    assert got.returncode == 0 and "1 people read, 1 of them new" in got.stdout
    assert "0 of them new" in onrecord("people", "import", tmp_path / "p.csv", **own).stdout
    [row] = [json.loads(line) for line in onrecord("people", "list", "--json", **own).stdout.splitlines()]
    assert row["id"] == "local:tove-lindqvist" and row["offices"][0]["from"] == "2024-03-01"
    found = onrecord("people", "find", "Norwegian transport minister", "--on", "2025-01-01", **own)
    assert found.returncode == 0 and "Tove Lindqvist" in found.stdout

    article = tmp_path / "a.txt"
    article.write_text(
        "The Norwegian transport minister said the tunnel would open in May.", encoding="utf-8"
    )
    read = onrecord("read", article, "--published", "2025-01-01", "-f", "jsonl", **own)
    [statement] = json.loads(read.stdout)["statements"]
    assert (statement["speaker"]["name"], statement["speaker"]["how"]) == ("Tove Lindqvist", "title")

    assert onrecord("people", "remove", "local:tove-lindqvist", **own).returncode == 0
    assert "nobody imported yet" in onrecord("people", "list", **own).stderr


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("id,nom\nQ1,Ada\n", "unknown column 'nom'"),
        ("name,offices\nAda Brandt,mayor|Norway||2024-13-01|\n", "date '2024-13-01'"),
        ("name,offices\nAda Brandt,mayor|Norway||2024|2020\n", "ends on 2020-12-31, before it starts"),
        ("name\nAda Brandt\nAda Brandt\n", "is also on line 2"),
        ("name,kind\nAda Brandt,alien\n", "kind is 'alien'"),
        ('name\n""\n', "the name is empty"),
    ],
)
def test_a_file_with_an_error_is_not_taken_over(tmp_path: Path, rows: str, told: str) -> None:
    (tmp_path / "p.csv").write_text(rows, encoding="utf-8")
    home = tmp_path / "people.jsonl"
    got = onrecord("people", "import", tmp_path / "p.csv", ONRECORD_PEOPLE=str(home))
    assert got.returncode == 2 and told in got.stderr and got.stderr.count("\n") == 1
    assert not home.exists()


def test_a_missing_table_is_told(tmp_path: Path, examples: Path) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt", "--people", tmp_path / "none.csv")
    assert got.returncode == 2 and "none.csv: no such file" in got.stderr


@pytest.mark.parametrize(
    ("asked", "day", "name"),
    [
        ("US president", "2025-02-14", "Donald Trump"),
        ("US president", "2023-06-01", "Joe Biden"),
        ("the British prime minister", "2024-09-01", "Keir Starmer"),
        ("French president", "2016-05-01", "François Hollande"),
        ("Viktor Orban", "2020-01-01", "Viktor Orbán"),
        ("German chancellor", "2019-01-01", "Angela Merkel"),
        ("UN secretary-general", "2016-05-01", "Ban Ki-moon"),
    ],
)
def test_look_ups_by_name_and_office(asked: str, day: str, name: str, tmp_path: Path) -> None:
    got = onrecord("people", "find", asked, "--on", day, ONRECORD_PEOPLE=str(tmp_path / "none"))
    assert got.returncode == 0 and got.stdout.splitlines()[0].startswith(name)


def test_nobody_found_is_exit_code_1(tmp_path: Path) -> None:
    got = onrecord("people", "find", "Nobody Atall", ONRECORD_PEOPLE=str(tmp_path / "none"))
    assert got.returncode == 1 and "nobody found" in got.stderr and got.stdout == ""


def test_by_keeps_one_speaker(examples: Path) -> None:
    got = onrecord("read", examples / "harbour-bridge.txt", "--by", "lindqvist", "-f", "jsonl")
    names = {s["speaker"]["name"] for s in json.loads(got.stdout)["statements"]}
    assert names == {"Tove Lindqvist"}
    nobody = onrecord("read", examples / "harbour-bridge.txt", "--by", "Orwell", "-f", "jsonl")
    assert nobody.returncode == 0 and nobody.stdout == "" and "no statement by 'Orwell'" in nobody.stderr
