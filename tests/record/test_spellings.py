"""Names as people type them: which spellings meet, which do not, and how many people of the shipped table share a key."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record.names import aliases_of, fold_name, likeness, sound, sounds_asked
from onrecord.speakers import load_people
from onrecord.speakers.people_names import surname_keys


def meet(asked: str, known: str) -> bool:
    return bool(set(sounds_asked(asked)) & {sound(known)}) and likeness(asked, known) > 0


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ("Zelensky", "zelensky, Zelenskyy, Zelenskiy, Zelenski, Zelenskii, Selenskyj, Zelenskij, Зеленський, Зеленский"),
        ("Gaddafi", "Qaddafi, Kadafi, Kaddafi, Qadhafi, Khadafy, Gadhafi, al-Gaddafi, القذافي"),
        ("Netanyahu", "Netanyahou, Netanjahu, NETANYAHU, נתניהו, نتنياهو"),
        ("Khamenei", "Chamenei, Khameini, خامنئي"),
        ("Yeltsin", "Jelzin, Yeltsine"),
        ("Gorbachev", "Gorbatschow, Gorbatchev, Gorbachov, Горбачёв"),
        ("Khrushchev", "Chruschtschow, Khrouchtchev, Хрущёв"),
        ("Lukashenko", "Loukachenko, Lukaschenko, Lukashenka"),
        ("Yanukovych", "Janukowitsch, Ianoukovitch, Yanukovich"),
        ("Medvedev", "Medwedew, Медведев"),
        ("Lavrov", "Lavroff, Lawrow"),
        ("Putin", "Poutine, Путин"),
        ("Muhammad", "Mohammed, Mohamed, Mohamad"),
        ("Hussein", "Husayn, Husain, Hossein"),
        ("Ahmadinejad", "Ahmadinedschad, Ahmadinedjad"),
        ("Haniyeh", "Haniya, Hanija"),
        ("Zhirinovsky", "Schirinowski, Jirinovski"),
        ("Schröder", "Schroeder, Schroder"),
        ("Lindqvist", "Lindkvist, Lindquist"),
        ("O’Neill", "O'Neil, ONeill"),
        ("Xi Jinping", "习近平, Xi Jin-ping"),
        ("Benjamin Netanyahu", "Binyamin Netanyahu, Benyamin Netanjahu"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_meet(known: str, typed: str) -> None:
    assert [t for t in typed.split(", ") if not meet(t, known)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Vladimir", "Volodymyr"),
        ("Gore", "Kerr"),
        ("Gates", "Keats"),
        ("Bush", "Bosch"),
        ("Ford", "Ward"),
        ("Harris", "Morris"),
        ("Biden", "Boden-Smith"),
        ("Clinton", "Klingon"),
    ],
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert not meet(one, other) and not meet(other, one)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Željko O’Hara, Jr.", "zeljko ohara jr"),
        ("AL-ASSAD, Bashar", "assad bashar"),
        ("Al Gore", "al gore"),
        ("J. D. Vance", "jd vance"),
        ("Jean-Luc Mélenchon", "jean luc melenchon"),
        ("Øystein Ås", "oystein as"),
        ("", ""),
        ("—", ""),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert fold_name(name) == folded


def test_every_word_of_a_name_finds_it() -> None:
    forms = {a.folded: a.part for a in aliases_of("Alexander Van der Bellen", "person", ["VdB"])}
    assert forms == {
        "alexander van der bellen": "name", "vdb": "alias", "bellen": "surname", "van der bellen": "surname",
        "alexander": "word", "van": "word", "der": "word",
    }  # fmt: skip
    assert {a.part for a in aliases_of("Ministry of Works", "government")} == {"name", "word"}


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_a_name(one: str, other: str) -> None:
    assert fold_name(fold_name(one)) == fold_name(one)
    assert sound(one) in sounds_asked(one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert likeness(one, one) == 1.0


def test_few_people_of_the_shipped_table_share_a_key() -> None:
    """The price of meeting: full names that could be taken for each other, and surnames, of some 3,100 people."""
    people = load_people()
    everyone = [people._shipped.person(row) for row in range(len(people._shipped.index.ids))]
    full, last = defaultdict(set), defaultdict(set)
    for person in everyone:
        full[sound(person.name)].add(fold_name(person.name))
        for surname in surname_keys(person.name, person.aliases):
            last[sound(surname)].add(surname)
    together = [pair for names in full.values() for pair in combinations(sorted(names), 2) if likeness(*pair)]
    surnames = {
        n for names in last.values() for pair in combinations(names, 2) if likeness(*pair) for n in pair
    }
    assert len(everyone) > 3000
    assert len(together) <= 12, together
    assert len(surnames) / sum(map(len, last.values())) < 0.24
