"""Web archives: what a record says of itself is believed where it is true, and a lie costs that record only."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LeftOut, UnreadableArticle
from onrecord.reading import ReadingOptions, read_source
from onrecord.reading.captures import capture_of
from onrecord.reading.warc import Broken, RawRecord, raw_records
from onrecord.types import Article

from crawl import OK, _chunked, warc_record
from crawls import stories
from pages import semantic

PAGE = semantic(stories(1)[0], random.Random(1)).encode()
CHUNKED = OK + "\r\nTransfer-Encoding: chunked"
PACKED = OK + "\r\nContent-Encoding: gzip"


def good(name: str) -> bytes:
    return warc_record(f"https://a.example/{name}", OK, PAGE)


def urls(data: bytes) -> list[str]:
    """The addresses of whole records, and the reasons of broken ones."""
    out = []
    for record in raw_records(io.BytesIO(data), 1_000_000):
        if isinstance(record, RawRecord):
            page = capture_of(record, "here", 1_000_000)
            out.append((page.url if page else None) or "?")
        else:
            out.append(record.reason)
    return [o.rpartition("/")[2] for o in out]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("lie", "told"),
    [
        (5000, "Content-Length of 8"),
        (-1000, "Content-Length of"),
        (10**12, "over the limit"),
    ],
)
def test_a_record_that_lies_about_its_length_costs_itself(packed: bool, lie: int, told: str) -> None:
    size = len(OK) + 4 + len(PAGE)
    records = [
        good("one"),
        warc_record("https://a.example/lie", OK, PAGE, size + lie),
        good("two"),
        good("three"),
    ]
    data = b"".join(gzip.compress(r) if packed else r for r in records)
    one, broken, *rest = urls(data)
    assert (one, rest) == ("one", ["two", "three"])
    assert told.split()[0] in broken or "cut short" in broken


def test_a_last_record_that_is_cut_short_is_told() -> None:
    assert urls(good("one") + good("two")[:-500])[0] == "one"
    assert urls(good("one") + good("two")[:-500])[1].startswith("cut short")
    assert urls(gzip.compress(good("one")) + gzip.compress(good("two"))[:-50])[1].startswith("cut short")


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9])
def test_a_gzip_member_that_breaks_off_costs_itself(cut: float) -> None:
    whole = [gzip.compress(good(name)) for name in ("one", "two", "three", "four")]
    broken = whole[1][: int(len(whole[1]) * cut)]
    one, reason, *rest = urls(whole[0] + broken + whole[2] + whole[3])
    assert (one, rest) == ("one", ["three", "four"])
    assert "damaged" in reason or "cut short" in reason


def test_a_damaged_member_costs_itself() -> None:
    whole = [bytearray(gzip.compress(good(name))) for name in ("one", "two", "three")]
    whole[1][len(whole[1]) // 2] ^= 0xFF
    one, _, three = urls(b"".join(whole))
    assert (one, three) == ("one", "three")


def test_one_gzip_stream_for_all_records() -> None:
    assert urls(gzip.compress(good("one") + good("two"))) == ["one", "two"]


def test_what_is_no_archive_is_told() -> None:
    [broken] = raw_records(io.BytesIO(b"<html>" * 1000), 1_000_000)
    assert isinstance(broken, Broken) and "belong to no record" in broken.reason
    assert list(raw_records(io.BytesIO(b""), 1_000_000)) == []


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_happens_to_a_record_its_neighbours_stay(data: st.DataObject) -> None:
    """Bytes of the middle one are cut out, changed or put in, after its first line."""
    middle = bytearray(
        gzip.compress(good("middle")) if (packed := data.draw(st.booleans())) else good("middle")
    )
    at = data.draw(st.integers(4, len(middle) - 1))
    size = data.draw(st.integers(0, len(middle) - at))
    middle[at : at + size] = data.draw(st.binary(max_size=300))
    one, three = (gzip.compress(good(n)) if packed else good(n) for n in ("one", "three"))
    try:
        found = urls(one + bytes(middle) + three)
    except (UnreadableArticle, LeftOut):
        found = ["one", "three"]  # the answer in the middle is broken, not the record: tested below
        records = [
            r for r in raw_records(io.BytesIO(one + bytes(middle) + three), 10**6) if isinstance(r, RawRecord)
        ]
        assert b"/one" in records[0].header and b"/three" in records[-1].header
    assert found[0] == "one" and found[-1] == "three"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (OK, PAGE),
        (CHUNKED, _chunked(PAGE)),
        (CHUNKED, PAGE),  # said to be chunked, and is not
        (PACKED, gzip.compress(PAGE)),
        (PACKED, PAGE),  # said to be packed, and is not
        (OK, gzip.compress(PAGE)),  # packed, and does not say so
        (CHUNKED + "\r\nContent-Encoding: gzip", _chunked(gzip.compress(PAGE))),
        (OK + "\r\nContent-Length: 50", PAGE),
        (OK + "\r\nContent-Encoding: br", PAGE),
        (OK.replace("text/html", "application/octet-stream"), PAGE),
    ],
)
def test_the_page_comes_out_whatever_the_header_says(head: str, body: bytes) -> None:
    [record] = raw_records(io.BytesIO(warc_record("https://a.example/x", head, body)), 1_000_000)
    assert isinstance(record, RawRecord)
    page = capture_of(record, "here", 1_000_000)
    assert page and page.data == PAGE and page.url == "https://a.example/x"


@pytest.mark.parametrize(
    ("head", "body", "kind", "told"),
    [
        (CHUNKED, _chunked(PAGE)[:-900], UnreadableArticle, "not whole"),
        (PACKED, gzip.compress(PAGE)[:-50], UnreadableArticle, "cut short"),
        ("nonsense", PAGE, UnreadableArticle, "no answer"),
        (OK.replace("200 OK", "404 Not Found"), PAGE, LeftOut, "status 404"),
        (OK.replace("text/html", "image/png"), b"\x89PNG", LeftOut, "image/png"),
        (PACKED, gzip.compress(b"\0" * 3_000_000), UnreadableArticle, "over the limit"),
    ],
)
def test_what_is_no_whole_page_is_told(head: str, body: bytes, kind: type[Exception], told: str) -> None:
    [record] = raw_records(io.BytesIO(warc_record("https://a.example/x", head, body)), 1_000_000)
    assert isinstance(record, RawRecord)
    with pytest.raises(kind, match=told):
        capture_of(record, "here", 1_000_000)


def test_requests_and_notes_of_the_crawler_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(good("one").replace(b"WARC-Type: response", b"WARC-Type: request") + good("two"))
    [only] = read_source(path)
    assert isinstance(only, Article) and only.path == f"{path}#2"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "nonsense", "shift_jis"])
@pytest.mark.parametrize("written", ["utf-8", "cp1252"])
def test_the_encoding_is_what_the_bytes_bear_out(tmp_path: Path, declared: str, written: str) -> None:
    text = PAGE.decode().replace("Neighbours", "Bürger à côté, “née Müller”,").replace('charset="utf-8"', "")
    head = OK.replace("utf-8", declared)
    (tmp_path / "a.warc").write_bytes(warc_record("https://a.example/x", head, text.encode(written)))
    [article] = read_source(tmp_path / "a.warc")
    assert isinstance(article, Article)
    assert "Bürger à côté, “née Müller”," in article.text


def test_a_page_that_fails_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.reading import pages

    monkeypatch.setattr(pages, "features_of", lambda _: 1 / 0)
    (tmp_path / "a.warc").write_bytes(good("one") + good("two"))
    got = list(read_source(tmp_path / "a.warc", ReadingOptions()))
    assert [str(g).partition("reading it failed ")[2][:18] for g in got] == ["(ZeroDivisionError"] * 2
