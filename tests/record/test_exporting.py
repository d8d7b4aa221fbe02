"""Every format of export: what it says of an article, read back as its own readers read it; nothing breaks it."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from ferry import TEXT, ferry
from hypothesis import HealthCheck, given, settings
from made import articles

from onrecord.answers import Correction
from onrecord.errors import UsageError
from onrecord.formats.annotations import annotation_collection
from onrecord.formats.record import statement_to_dict
from onrecord.record.exporting import FORMATS, Matter, Selection
from onrecord.record.exporting.brat import brat_files
from onrecord.record.exporting.citron import citron_document
from onrecord.record.exporting.entities import entities_of
from onrecord.record.exporting.linked_data import works_of
from onrecord.record.exporting.naming import file_names
from onrecord.record.exporting.writing import write
from onrecord.types import Article, Contact, Place, Span, Statement, When

from marks import article, at, person, statement
from test_round_trip import everything


def text_of(format: str, *chosen: Article, **more: Any) -> str:
    out = io.StringIO()
    write(FORMATS[format], Selection(chosen, **more), None, out)
    return out.getvalue()


def harbour() -> Article:
    """The ferry's article with an address, a headline, a meeting, and a person whom Wikidata knows."""
    known = replace(person("Pelle Strand", TEXT), id="Q99")
    said = tuple(
        replace(s, speaker=known) if s.speaker and s.speaker.name == "Pelle Strand" else s
        for s in ferry().statements
    )
    met = Contact(
        "meeting", "planned", (known, person("Ines Falk", TEXT)), Place(at(TEXT, "port"), "Port", "Norway"),
        When("2025-03-07", "2025-03-07", at(TEXT, "Friday"), "weekday"), at(TEXT, "Strand and Falk will meet on Friday."),
    )  # fmt: skip
    return replace(
        ferry().with_statements(said), url="https://pilot.example/ferry?id=1#top", headline=at(TEXT, "Ferry to stay in port"), byline=("Ida Holm",),
        contacts=(met,), language="en",
    )  # fmt: skip


def correction(field: str, id: str, **more: Any) -> Correction:
    values: dict[str, Any] = {
        "number": 1, "made_at": "2025-03-05T10:00:00Z", "editor": "ada", "article": "ferry", "statement": id, "field": field,
        "before": None, "after": None,
    }  # fmt: skip
    return Correction(**values | more)


# CSV and Parquet


def test_csv_has_a_row_a_statement() -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", harbour()))))
    assert [r["statement"] for r in rows] == ["safe", "sue", "denied", "failed", "twice"]
    safe, sue, *_ = rows
    assert (safe["speaker"], safe["content"], safe["quoted"], safe["said_on_earliest"]) == (
        "Ines Falk", "that the ferry was “not safe to sail”", "not safe to sail", "2025-03-03",
    )  # fmt: skip
    assert (sue["speaker_id"], sue["outlet"], sue["start"], sue["end"]) == ("Q99", "The Pilot", "133", "147")


def test_csv_has_no_formulas_and_no_torn_rows() -> None:
    text = 'He said\n=1+1, “or\r\n"two"”; -3'
    made = article(
        text, statement(text, '=1+1, “or\r\n"two"”', "said", "He"), statement(text, "-3"), outlet="@SUM(A1)"
    )
    header, one, two = csv.reader(io.StringIO(text_of("csv", made)))
    assert len(header) == len(one) == len(two)
    cells = dict(zip(header, one, strict=True))
    assert (cells["content"], cells["outlet"]) == ('\'=1+1, “or "two"”', "'@SUM(A1)")
    assert two[header.index("content")] == "'-3"


def test_a_folder_of_csv_has_the_other_tables(tmp_path: Path) -> None:
    undone = correction("act", "sue", note="=no", undone_at="2025-03-06T00:00:00Z", undone_by="bo")
    write(FORMATS["csv"], Selection([harbour()], lambda _: [undone]), tmp_path / "out", io.StringIO())
    tables = {
        p.name: list(csv.DictReader(p.open(encoding="utf-8", newline="")))
        for p in (tmp_path / "out").iterdir()
    }
    assert {name: len(rows) for name, rows in tables.items()} == {
        "articles.csv": 1, "statements.csv": 5, "contacts.csv": 1, "corrections.csv": 1,
    }  # fmt: skip
    [met], [fixed], [whole] = tables["contacts.csv"], tables["corrections.csv"], tables["articles.csv"]
    assert (met["parties"], met["party_ids"], met["country"], met["on_latest"]) == (
        "Pelle Strand | Ines Falk", "Q99 | local:ines-falk", "Norway", "2025-03-07",
    )  # fmt: skip
    assert (fixed["note"], fixed["undone_by"]) == ("'=no", "bo")
    assert (whole["headline"], whole["statements"], whole["byline"]) == (
        "Ferry to stay in port",
        "5",
        "Ida Holm",
    )


def test_parquet_is_typed(tmp_path: Path) -> None:
    write(FORMATS["parquet"], Selection([harbour()]), tmp_path / "s.parquet", io.StringIO())
    table = pq.read_table(tmp_path / "s.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["said_on_earliest"], types["confidence"], types["start"]) == (
        "date32[day]",
        "double",
        "int32",
    )
    rows = table.to_pylist()
    assert [TEXT[s["start"] : s["end"]] for s in rows[0]["content_spans"]] == [
        "that the ferry was “not safe to sail”"
    ]
    assert (rows[0]["quoted"], str(rows[0]["said_on_latest"])) == (["not safe to sail"], "2025-03-03")
    assert rows[3]["speaker"] is None and "record" not in types


def test_parquet_is_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.exporting.parquet.GROUP", 7)
    write(FORMATS["parquet"], Selection(harbour() for _ in range(10)), tmp_path / "out", io.StringIO())
    file = pq.ParquetFile(tmp_path / "out" / "statements.parquet")
    assert (file.metadata.num_rows, file.num_row_groups) == (50, 8)


# JSON-LD


def test_annotations_in_pieces_are_the_collection() -> None:
    chosen = [harbour(), everything()]
    assert json.loads(text_of("annotations", *chosen)) == annotation_collection(chosen)
    assert json.loads(text_of("annotations")) == annotation_collection([])


THING = {"@type", "@id", "name", "url", "identifier"}
WORK = THING | {
    "text",
    "creator",
    "author",
    "dateCreated",
    "datePublished",
    "inLanguage",
    "isPartOf",
    "publisher",
    "headline",
}
SCHEMA_ORG = {  # the properties that schema.org defines for a type, of those that we write
    "NewsArticle": WORK | {"articleSection"},
    "Quotation": WORK | {"spokenByCharacter"},
    "Claim": WORK | {"appearance"},
    "Person": THING,
    "Organization": THING,
    "GovernmentOrganization": THING,
    "PoliticalParty": THING,
    "NewsMediaOrganization": THING,
}


def conforms(node: Any) -> None:
    """Every node has a type of schema.org, or is a reference, and only properties of its type."""
    for each in node if isinstance(node, list) else [node]:
        if isinstance(each, dict) and set(each) != {"@id"}:
            assert set(each) <= SCHEMA_ORG[each["@type"]], each
            for value in each.values():
                conforms(value)


def test_quotations_and_claims() -> None:
    whole = json.loads(text_of("schema-org", harbour()))
    assert whole["@context"] == "https://schema.org"
    conforms(whole["@graph"])
    news, safe, sue, twice = whole["@graph"]
    assert (news["@type"], news["@id"], news["url"]) == (
        "NewsArticle", "https://pilot.example/ferry?id=1", "https://pilot.example/ferry?id=1#top",
    )  # fmt: skip
    assert (safe["@type"], safe["text"], safe["dateCreated"], safe["isPartOf"]) == (
        "Quotation", "not safe to sail", "2025-03-03", {"@id": news["@id"]},
    )  # fmt: skip
    assert sue["creator"] == {
        "@type": "Person",
        "@id": "http://www.wikidata.org/entity/Q99",
        "name": "Pelle Strand",
    }
    assert sue["creator"] == sue["spokenByCharacter"] and "dateCreated" not in sue
    # indirect speech is no quotation; what is denied is no claim of the speaker's, and what nobody said nobody's
    assert (twice["@type"], twice["text"], twice["author"]["name"]) == (
        "Claim",
        "the engine had failed twice",
        "Ines Falk",
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/ a", "ftp://x", 'https://x.example/"', None]
)
def test_an_address_that_is_none_is_no_id(url: str | None) -> None:
    news, *_ = works_of(replace(harbour(), url=url))
    assert news["@id"] == "urn:onrecord:ferry"


# brat


def read_brat(text: str, ann: str) -> dict[str, list[Any]]:
    """Annotations as brat reads them: by lines; the words must be those at the offsets, pieces joined by a blank."""
    marks: dict[str, tuple[str, str]] = {}
    found: dict[str, list[Any]] = {"T": [], "E": [], "A": [], "N": [], "#": []}
    for line in ann.splitlines():
        id, rest, *words = line.split("\t", 2)
        kind = id[0]
        if kind == "T":
            role, places = rest.split(" ", 1)
            spans = [tuple(map(int, p.split())) for p in places.split(";")]
            assert words == [" ".join(text[a:b] for a, b in spans)] and all(a < b for a, b in spans)
            marks[id] = (role, words[0])
        if kind == "E":
            found["E"].append(
                {name: marks.get(to, ("", to))[1] for name, to in (p.split(":") for p in rest.split(" "))}
            )
            continue
        found[kind].append((rest, *words))
    return found


def test_brat_reads_what_we_write() -> None:
    files = dict(brat_files(Selection([harbour()])))
    assert sorted(files) == [
        "000001-ferry-to-stay-in-port.ann",
        "000001-ferry-to-stay-in-port.txt",
        "annotation.conf",
    ]
    text, ann = files["000001-ferry-to-stay-in-port.txt"], files["000001-ferry-to-stay-in-port.ann"]
    assert text == TEXT
    found = read_brat(text, ann)
    assert found["E"][1] == {"Statement": "“We will sue,”", "Cue": "said", "Source": "owner Pelle Strand"}
    assert found["E"][3] == {"Statement": "the engine had failed", "Parent": "E3"}
    assert ("Act E3 deny",) in found["A"] and ("Kind E2 direct",) in found["A"]
    assert ("Reference T6 Wikidata:Q99", "Pelle Strand") in found["N"]
    assert (
        "AnnotatorNotes E1",
        "speaker: Ines Falk (local:ines-falk); said on: 2025-03-03..2025-03-03",
    ) in found["#"]
    assert "deny" in files["annotation.conf"] and "Statement\tCue?:Cue" in files["annotation.conf"]


def test_brat_has_no_line_ends_within_an_annotation() -> None:
    text = "He said “yes,\r\nand\u2028no”."
    files = dict(
        brat_files(Selection([article(text, statement(text, "“yes,\r\nand\u2028no”", "said", "He"))]))
    )
    [event] = read_brat(files["000001-test.txt"], files["000001-test.ann"])["E"]
    assert event["Statement"] == "“yes, and no”"


def test_brat_leaves_out_what_has_no_words() -> None:
    text = "He said \r\n\u2028 and she denied it."
    empty = Statement(
        "e", (Span(8, 11),), (at(text, "said"),), (at(text, "He"),), "indirect", (), "say", "asserted", 0.5
    )
    inner = statement(text, "it", "denied", "she", parent="e")
    files = dict(brat_files(Selection([article(text, empty, inner)])))
    found = read_brat(files["000001-test.txt"], files["000001-test.ann"])
    assert found["E"] == [{"Statement": "it", "Cue": "denied", "Source": "she"}]
    assert {words.split()[1] for words, *_ in found["A"]} == {"E1"}


HOSTILE = ["../../etc/passwd", "a/b\\c", "con", "", "\0\n", "é" * 300, "..", "Üben & Überleben"]


def test_file_names_are_plain_whatever_an_article_calls_itself() -> None:
    names = [name for name, _ in file_names(replace(article("He said no."), id=id) for id in HOSTILE)]
    assert all(re.fullmatch(r"\d{6}(-[a-z0-9]+)*", name) and len(name) < 80 for name in names)
    assert len(set(names)) == len(HOSTILE) and names[-1] == "000008-uben-uberleben"


# Citron


def read_citron(document: dict[str, Any]) -> None:
    """Its reader asks for a cue, sources and contents of each quote, and takes spans by their characters."""
    text = document["text"]
    for quote in document["quotes"]:
        assert (
            set(quote) <= {"cue", "sources", "contents", "coreferences", "confidence", "id"}
            and quote["contents"]
        )
        for span in (quote["cue"], *quote["sources"], *quote["contents"], *quote["coreferences"]):
            assert text[span["start"] : span["end"]] == span["text"]
        assert 0 <= float(quote["confidence"]) <= 1
    for group in document["coreference_groups"]:
        assert len(group) > 1 and all(text[s["start"] : s["end"]] == s["text"] for s in group)


def test_citron_reads_what_we_write() -> None:
    document = citron_document(harbour())
    read_citron(document)
    assert [q["id"] for q in document["quotes"]] == ["safe", "sue", "denied", "twice"]  # one has no cue
    denied = document["quotes"][2]
    assert denied["cue"]["text"] == "denied" and [s["text"] for s in denied["sources"]] == ["He"]
    assert [s["text"] for s in denied["coreferences"]] == ["Pelle Strand"] and denied[
        "confidence"
    ] == "0.9000"


# FollowTheMoney

FTM = {  # the schemata and properties that we write, of those of FollowTheMoney 4
    "Article": {"title", "bodyText", "sourceUrl", "publisher", "publishedAt", "author", "language", "fileName"},
    "Person": {"name", "wikidataId"},
    "PublicBody": {"name", "wikidataId"},
    "Organization": {"name", "wikidataId"},
    "Mention": {"name", "document", "resolved", "detectedSchema"},
    "UnknownLink": {
        "subject", "object", "role", "status", "description", "startDate", "endDate", "recordId", "proof", "sourceUrl", "publisher",
    },
    "Event": {"name", "involved", "summary", "proof", "sourceUrl", "location", "startDate", "endDate"},
}  # fmt: skip


def test_entities_say_who_said_what_where_and_met_whom() -> None:
    entities = [json.loads(line) for line in text_of("ftm", harbour(), harbour()).splitlines()]
    by_id = {e["id"]: e for e in entities}
    for entity in entities:
        assert set(entity["properties"]) <= FTM[entity["schema"]]
        assert re.fullmatch(r"Q\d+|onrecord-[0-9a-f]{32}", entity["id"])
        for name in ("subject", "object", "document", "resolved", "proof", "involved"):
            assert all(id in by_id for id in entity["properties"].get(name, []))
    assert [e["properties"]["name"] for e in entities if e["schema"] == "Person"] == [
        ["Ines Falk"],
        ["Pelle Strand"],
    ]
    link = next(e["properties"] for e in entities if e["properties"].get("recordId") == ["denied"])
    assert (link["subject"], link["role"], link["status"]) == (["Q99"], ["deny"], ["denied"])
    [event] = {e["id"]: e for e in entities if e["schema"] == "Event"}.values()
    assert event["properties"]["name"] == ["meeting (planned)"] and event["properties"]["startDate"] == [
        "2025-03-07"
    ]
    assert len(event["properties"]["involved"]) == 2


def test_ids_of_entities_are_the_same_at_every_export() -> None:
    ids = [e["id"] for e in entities_of(harbour())]
    assert ids == [e["id"] for e in entities_of(harbour())] and len(set(ids)) == len(ids)
    other = {e["id"] for e in entities_of(replace(harbour(), id="tram"))}
    assert other & set(ids) == {
        "Q99",
        next(e["id"] for e in entities_of(harbour()) if e["schema"] == "Person" and e["id"] != "Q99"),
    }


def test_entities_are_valid_to_followthemoney_itself() -> None:
    try:
        from followthemoney import model
    except ImportError:
        pytest.skip(
            "followthemoney is not installed: what we write was checked by our own table of its schemata only"
        )
    for name, properties in FTM.items():
        assert properties <= set(model.get(name).properties), name
    for made in (harbour(), everything()):
        for entity in entities_of(made):
            proxy = model.get_proxy(entity)  # cleans what it does not know
            assert sorted(proxy.properties) and proxy.schema.name == entity["schema"]
            lost = {n for n, values in entity["properties"].items() if len(proxy.get(n)) < len(set(values))}
            assert lost == set(), entity
            proxy.schema.validate(entity)


# GraphML


def read_graph(document: str) -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], dict[str, str]]]:
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    root = ET.fromstring(document.encode("utf-8", "surrogatepass"))

    def data(of: ET.Element) -> dict[str, str]:
        return {d.attrib["key"]: d.text or "" for d in of.iter(f"{ns}data")}

    nodes = {n.attrib["id"]: data(n) for n in root.iter(f"{ns}node")}
    edges = {(e.attrib["source"], e.attrib["target"]): data(e) for e in root.iter(f"{ns}edge")}
    assert all(end in nodes for ends in edges for end in ends)
    return nodes, edges


def touching(_: Article, s: Statement) -> Iterator[str]:
    words = " ".join(span.of(TEXT) for span in s.content)
    yield from (id for id, word in (("safety", "safe"), ("engine", "engine")) if word in words)


def test_the_graph_of_speakers_and_issues() -> None:
    matters = [
        Matter("safety", "Is it safe?"),
        Matter("engine", "<Engine> & \x1b more"),
        Matter("price", "Price"),
    ]
    later = replace(harbour(), id="later", published="2025-04-01")
    nodes, edges = read_graph(text_of("graphml", harbour(), later, matters=matters, about=touching))
    assert nodes["issue:engine"] == {"type": "issue", "name": "<Engine> & \ufffd more"}
    assert nodes["speaker:Q99"] == {"type": "speaker", "name": "Pelle Strand", "kind": "person"}
    assert edges == {
        ("speaker:local:ines-falk", "issue:safety"): {
            "weight": "2",
            "first": "2025-03-03",
            "last": "2025-03-03",
        },
        ("speaker:Q99", "issue:engine"): {"weight": "2", "first": "2025-03-04", "last": "2025-04-01"},
        ("speaker:local:ines-falk", "issue:engine"): {
            "weight": "2",
            "first": "2025-03-04",
            "last": "2025-04-01",
        },
    }
    assert "issue:price" in nodes


# Training data


def test_corrected_articles_become_training_data() -> None:
    was = statement_to_dict(ferry().statements[1], TEXT)
    made = [
        correction("act", "sue", machine=was, note="heard it"),
        correction("cue", "sue", machine=was, editor="bo"),
        correction("reject", "gone", machine=was | {"id": "gone"}),
        correction("add", "twice"),
        correction("act", "safe", undone_at="2025-03-06T00:00:00Z"),
        correction("undo", "safe", after={"undo": 1}),
    ]
    lines = text_of(
        "training", harbour(), replace(harbour(), id="untouched"), corrections=only_of("ferry", made)
    )
    [row] = [json.loads(line) for line in lines.splitlines()]
    assert (row["format"], row["id"], row["text"]) == ("onrecord-training/1", "ferry", TEXT)
    outermost = [s for s in harbour().statements if s.parent is None]
    assert [[TEXT[a:b] for a, b in each["content"]] for each in row["attributions"]] == [
        [c.of(TEXT) for c in s.content] for s in outermost
    ]
    assert all(set(each) == {"source", "cue", "content"} for each in row["attributions"])
    sue, gone, twice = row["corrections"]
    assert (sue["fields"], sue["editors"], sue["notes"], sue["before"]) == (
        ["act", "cue"],
        ["ada", "bo"],
        ["heard it"],
        was,
    )
    assert sue["after"]["speaker"]["id"] == "Q99"
    assert (gone["before"]["id"], gone["after"]) == ("gone", None)
    assert (twice["before"], twice["after"]["id"]) == (None, "twice")


def only_of(id: str, made: Sequence[Correction]) -> Any:
    return lambda article: made if article.id == id else ()


# All of them


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(made=articles())
def test_nothing_breaks_a_format(tmp_path_factory: pytest.TempPathFactory, made: Article) -> None:
    folder = tmp_path_factory.mktemp("out")
    more: dict[str, Any] = {"matters": [Matter("m", made.text)], "about": lambda *_: ["m"]}
    read_graph(text_of("graphml", made, **more))
    conforms(json.loads(text_of("schema-org", made))["@graph"])
    json.loads(text_of("annotations", made))
    for line in text_of("ftm", made).split("\n")[:-1]:
        assert set(json.loads(line)["properties"]) <= FTM[json.loads(line)["schema"]]
    rows = list(csv.reader(io.StringIO(text_of("csv", made))))
    assert len(rows) == 1 + len(made.statements) and len({len(r) for r in rows}) == 1
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)
    for format in ("brat", "citron", "csv", "parquet"):
        write(FORMATS[format], Selection([made]), folder / format, io.StringIO())
    [txt], [ann] = (folder / "brat").glob("*.txt"), (folder / "brat").glob("*.ann")
    text = txt.read_bytes().decode()
    assert len(text) == len(made.text)
    worded = [s for s in made.statements if any(any(c.of(made.text).splitlines()) for c in s.content)]
    assert len(read_brat(text, ann.read_bytes().decode())["E"]) == len(worded)
    [document] = (folder / "citron").glob("*.json")
    read_citron(json.loads(document.read_bytes()))


LAZY = [f.name for f in FORMATS.values() if f.lines and f.name not in ("graphml", "training")]


@pytest.mark.parametrize("format", LAZY)
def test_an_article_is_written_before_the_next_is_asked_for(format: str) -> None:
    asked = 0

    def chosen() -> Iterator[Article]:
        nonlocal asked
        for _ in range(3):
            asked += 1
            yield harbour()

    lines = FORMATS[format].lines
    assert lines
    for piece in lines(Selection(chosen())):
        if "safe" in piece:
            break
    assert asked == 1


def broken() -> Iterable[Article]:
    yield harbour()
    raise RuntimeError("the record is gone")


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_not_whole_is_not_there(tmp_path: Path, format: str) -> None:
    target = tmp_path / f"out{FORMATS[format].suffix}"
    target.write_text("as it was", encoding="utf-8")
    with pytest.raises(RuntimeError):
        write(FORMATS[format], Selection(broken()), target, io.StringIO())
    assert target.read_text(encoding="utf-8") == "as it was" and [p.name for p in tmp_path.iterdir()] == [
        target.name
    ]


@pytest.mark.parametrize("format", [f.name for f in FORMATS.values() if f.folder or f.files])
def test_what_is_no_whole_folder_is_not_there(tmp_path: Path, format: str) -> None:
    with pytest.raises(RuntimeError):
        write(FORMATS[format], Selection(broken()), tmp_path / "out", io.StringIO())
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    write(FORMATS[format], Selection([harbour()]), tmp_path / "out", io.StringIO())
    assert list((tmp_path / "out").iterdir())
    with pytest.raises(UsageError, match="the folder is not empty; name a new one"):
        write(FORMATS[format], Selection([harbour()]), tmp_path / "out", io.StringIO())


@pytest.mark.parametrize("format", ["brat", "citron"])
def test_many_files_in_one(tmp_path: Path, format: str) -> None:
    for name in ("a.zip", "b.zip"):
        write(FORMATS[format], Selection([harbour(), everything()]), tmp_path / name, io.StringIO())
    write(FORMATS[format], Selection([harbour(), everything()]), tmp_path / "folder", io.StringIO())
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert {n: packed.read(n) for n in packed.namelist()} == {
            p.name: p.read_bytes() for p in (tmp_path / "folder").iterdir()
        }
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    ("format", "target", "told"),
    [
        ("brat", None, "brat is no text; name a folder or a .zip with --output"),
        ("parquet", None, "parquet is no text; name a .parquet file or a folder with --output"),
        ("citron", "out.json", "citron is many files; name a folder (no suffix) or a .zip"),
        ("jsonl", "none/out.jsonl", "cannot be written (No such file or directory); check the folder"),
        ("parquet", "none/out.parquet", "cannot be written"),
        ("brat", "none/out.zip", "cannot be written"),
    ],
)
def test_where_a_format_cannot_go(tmp_path: Path, format: str, target: str | None, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        write(FORMATS[format], Selection([harbour()]), tmp_path / target if target else None, io.StringIO())
    assert told in str(raised.value) and "\n" not in str(raised.value) and list(tmp_path.iterdir()) == []
