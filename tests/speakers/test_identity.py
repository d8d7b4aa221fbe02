"""Whether two speakers of two articles are one: same, different, or unknown."""

from __future__ import annotations

import pytest

import onrecord
from onrecord.speakers import load_people
from onrecord.speakers.identity import goes_by
from onrecord.types import Article, Block, Span, Speaker


def speaker(name: str, kind: str = "person", id: str = "") -> Speaker:
    made = id or "local:" + name.casefold().replace(" ", "-")
    return Speaker(made, name, kind, "name", None, 0.9)  # type: ignore[arg-type]


PEOPLE = [
    ("Ada Brandt", "Ada Brandt", "same"),
    ("Ada Brandt", "Tom Marsh", "different"),
    ("Ada Brandt", "Brandt", "unknown"),  # a surname alone decides nothing
    ("Brandt", "Marsh", "different"),
    ("Ada Brandt", "Karl Brandt", "different"),
    ("Robert Hale", "Rob Hale", "unknown"),
    ("Robert Hale Jr.", "Robert Hale Sr.", "different"),
    ("Ada M. Brandt", "Ada Brandt", "same"),
    ("J. D. Marsh", "J.D. Marsh", "same"),
    ("José Peña", "Jose Pena", "same"),
    ("Viktor Orbán", "Orbán Viktor", "same"),  # family name first
    ("Oleksandr Zelenskyi", "Oleksandr Zelensky", "unknown"),  # one name, spelt twice
    ("María del Carmen Ruiz", "María Ruiz", "unknown"),
]

INSTITUTIONS = [
    ("Ministry of Health", "Ministry of Health", "same"),
    ("The Daily Lantern", "Daily Lantern", "same"),
    ("Ministry of Health", "Ministry of Health of Kenya", "unknown"),
    ("Economic Commission for Africa", "ECA", "unknown"),
    ("Republican Party", "Senate Republicans", "unknown"),
    ("Republican Party", "Senate Democrats", "different"),
    ("Harbour Workers Union", "Grain Traders Association", "different"),
]


def verdict(one: Speaker, other: Speaker) -> str:
    found = onrecord.same_speaker(one, other)
    assert found.why and found.verdict == onrecord.same_speaker(other, one).verdict
    return found.verdict


@pytest.mark.parametrize(("one", "other", "expected"), PEOPLE)
def test_people(one: str, other: str, expected: str) -> None:
    assert verdict(speaker(one), speaker(other)) == expected


@pytest.mark.parametrize(("one", "other", "expected"), INSTITUTIONS)
def test_institutions(one: str, other: str, expected: str) -> None:
    assert verdict(speaker(one, "organisation"), speaker(other, "organisation")) == expected


def test_ids_of_the_table_decide() -> None:
    trump, also = speaker("Donald Trump", id="Q22686"), speaker("Donald J. Trump", id="Q22686")
    assert verdict(trump, also) == "same"
    assert verdict(trump, speaker("Donald Trump", id="Q3713655")) == "different"
    assert verdict(trump, speaker("Donald Trump")) == "same"


def test_a_person_is_no_institution() -> None:
    assert verdict(speaker("Brandt"), speaker("Brandt", "organisation")) == "different"


def test_a_lone_surname_is_one_within_its_article_only() -> None:
    here, there = speaker("Smith", id="local:smith@11111111"), speaker("Smith", id="local:smith@22222222")
    assert verdict(here, speaker("Smith", id="local:smith@11111111")) == "same"
    assert verdict(here, there) == "unknown"


def test_joint_speakers_by_their_members() -> None:
    def pair(*names: str) -> Speaker:
        members = tuple(speaker(n) for n in names)
        return Speaker("x", "; ".join(names), "group", "name", None, 0.9, members=members)

    assert verdict(pair("Ada Brandt", "Tom Marsh"), pair("Tom Marsh", "Ada Brandt")) == "same"
    assert verdict(pair("Ada Brandt", "Tom Marsh"), pair("Ada Brandt", "Jo Bell")) == "different"
    assert verdict(pair("Ada Brandt", "Tom Marsh"), speaker("Ada Brandt")) == "different"


def test_the_same_name_introduced_otherwise_is_unknown() -> None:
    def article(text: str) -> Article:
        return Article("x", text, (Block(Span(0, len(text)), "body"),))

    kenya = article("Kenyan Finance Minister Grace Wanjiru spoke. Wanjiru said no.")
    again = article("Finance Minister Grace Wanjiru of Kenya flew home.")
    chile = article("Chilean singer Grace Wanjiru won.")
    one = speaker("Grace Wanjiru")
    assert onrecord.same_speaker(one, one, kenya, again).verdict == "same"
    assert onrecord.same_speaker(one, one, kenya, chile).verdict == "unknown"


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("Tove Lindqvist", "lindqvist", True),
        ("Tove Lindqvist", "Tove", True),
        ("Tove Lindqvist", "local:tove-lindqvist", True),
        ("Tove Lindqvist", "Lindquist", False),
        ("François Peña", "francois pena", True),
        ("Tove Lindqvist", "", False),
    ],
)
def test_a_reader_types_a_name(name: str, typed: str, expected: bool) -> None:
    assert goes_by(speaker(name), typed, load_people()) is expected


def test_an_alias_of_the_table_finds_its_bearer() -> None:
    assert goes_by(speaker("Joe Biden", id="Q6279"), "Joseph R. Biden", load_people())
