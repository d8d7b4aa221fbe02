"""Who a source is. In each row the sources stand in [brackets]; beside it, who they are, in order.

`-` is nobody: an unnamed source stays without a speaker.
"""

from __future__ import annotations

import re

import pytest

from onrecord.speakers import name_speakers
from onrecord.types import Article, Block, Span, Speaker, Statement

_MARK = re.compile(r"[\[\]]")


def read_marked(marked: str) -> tuple[Article, list[Statement]]:
    """The article without its brackets and a statement for each bracketed source; quotation marks are its content."""
    sources, plain, opened = [], "", 0
    for piece in re.split(r"([\[\]])", marked):
        if piece == "[":
            opened = len(plain)
        elif piece == "]":
            sources.append(Span(opened, len(plain)))
        else:
            plain += piece
    blocks, start = [], 0
    for line in plain.split("\n"):
        blocks.append(Block(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    statements = []
    for number, source in enumerate(sources):
        line = next(b.span for b in blocks if b.span.start <= source.start < b.span.end)
        quoted = tuple(
            Span(line.start + m.start(), line.start + m.end()) for m in re.finditer("“[^”]*”", line.of(plain))
        )
        cue = Span(source.end, min(len(plain), source.end + 5))
        statements.append(
            Statement(str(number), quoted, (cue,), (source,), "mixed", quoted, "say", "asserted", 1.0)
        )
    return Article("test", plain, tuple(blocks)), statements


def speakers_of(marked: str) -> list[Speaker | None]:
    article, statements = read_marked(marked)
    return [s.speaker for s in name_speakers(article, statements)]


NAMES = [
    # a name is the fullest mention, its title off
    ("[Kwabena Osei] said the road was closed.", "Kwabena Osei"),
    ("[Osei] said so. Kwabena Osei has run the port since May.", "Kwabena Osei"),
    ("[President Amina Yusuf] promised a clinic in every district.", "Amina Yusuf"),
    ("Prime Minister Lars Holm met farmers. [Mr. Holm] said prices would fall.", "Lars Holm"),
    ("Finance Minister Chipo Banda spoke first. [Minister Banda] denied it.", "Chipo Banda"),
    ("[Sen. Dale Whitcomb (R-Ohio)] said he would vote no.", "Dale Whitcomb"),
    ("[Dr. Farida Haidari], a surgeon in Herat, said the ward was full.", "Farida Haidari"),
    ("[Justice Minister María José Peña] announced a review.", "María José Peña"),
    ("[Former Health Secretary Neil Abbott] called it a failure.", "Neil Abbott"),
    ("[Kenyan athlete Naomi Cheptoo] said she would run again.", "Naomi Cheptoo"),
    ("[Chief Superintendent Rory O’Hara] appealed for witnesses.", "Rory O’Hara"),
    ("[Jan van der Meer] said the dike would hold.", "Jan van der Meer"),
    ("[Ursula von Stade] urged patience. [Von Stade] added nothing.", "Ursula von Stade; Ursula von Stade"),
    ("[Sheikh Khalid bin Rashid] opened the museum and praised it.", "Khalid bin Rashid"),
    ("[Gen. Tomás Rivas Jr.] said the border was quiet.", "Tomás Rivas Jr."),
    ("[J.P. Whitlock] said the mine would reopen.", "J.P. Whitlock"),
    ("[Anne-Marie Le Goff] said the ferry was late.", "Anne-Marie Le Goff"),
    ("[Sergio “Checo” Luna] said he had retired.", "Sergio Luna"),
    ("[Park Ji-won] said talks were under way. [Park] gave no date.", "Park Ji-won; Park Ji-won"),
    ("[Lee Wai-ming], who runs the stall, said trade was slow.", "Lee Wai-ming"),
    # apposition and possessors
    ("[Mira Devkota, the airline’s operations director,] said two flights left.", "Mira Devkota"),
    ("[The airline’s operations director, Mira Devkota,] said two flights left.", "Mira Devkota"),
    ("[The governor’s spokeswoman Ines Duarte] said he was resting.", "Ines Duarte"),
    ("[Holm’s spokesman Erik Dahl] declined to comment.", "Erik Dahl"),
    ("[Director of the Coastal Museum, Peter Nkemelu,] said visitors had doubled.", "Peter Nkemelu"),
    ("[Rosa Quispe, a nurse at the Regional Hospital in Puno,] said beds ran out.", "Rosa Quispe"),
    ("[Ghana’s President Yaw Darko] thanked the donors.", "Yaw Darko"),
    ("[Bank of Ghana Governor Esi Quaye] said inflation had slowed.", "Esi Quaye"),
    ("[CEO of Solaris Hanna Kiviniemi] said the plant was sold.", "Hanna Kiviniemi"),
    ("[Yaw Darko and Esi Quaye] said they would meet again.", "Yaw Darko; Esi Quaye"),
    ("Trade envoy Ben Sadler objected. [Sadler’s] claim was brief.", "Ben Sadler"),
    # institutions
    ("[The Ministry of Fisheries] said the ban would stay.", "Ministry of Fisheries"),
    ("[The University of Tartu] said the study was sound.", "University of Tartu"),
    ("[The Harbour Workers Union] rejected the offer.", "Harbour Workers Union"),
    ("[The Daily Lantern] reported that two ships had sunk.", "The Daily Lantern"),
    ("The Nile Basin Commission (NBC) met in June. [The NBC] said flows were low.", "Nile Basin Commission"),
    ("The Rural Electricity Agency met. [The agency] said power would return.", "Rural Electricity Agency"),
    ("[Verdant Group] said profits rose. [Verdant] gave no figure.", "Verdant Group; Verdant Group"),
    ("[The International Court of Justice] ruled that the border stands.", "International Court of Justice"),
    ("[The Supreme Court] held that the vote was valid.", "Supreme Court"),
    ("[The Securities and Exchange Commission] said it would look into it.", "Securities and Exchange Commission"),
    ("[Mercer Institute data] show that rents fell.", "Mercer Institute"),
    ("[New York Mayor Sam Diaz] said the bridge was safe.", "Sam Diaz"),
    ("[Al-Rawi] said the dam held. Engineer Hassan al-Rawi built it.", "Hassan al-Rawi"),
    ("[Human Progress Watch] said the camp was shut.", "Human Progress Watch"),
    ("[Witness Paul Okoro] said the lorry swerved.", "Paul Okoro"),
    # campaigns, governments, parties
    ("Aides met Paula Renner. [Renner’s campaign] called the ad false.", "Renner campaign"),
    ("Paula Renner leads. [The Renner campaign] called the ad false.", "Renner campaign"),
    ("Paula Renner won. [Renner campaign manager Todd Ames] was pleased.", "Todd Ames"),
    ("President Ida Kroll left. [The Kroll administration] said it would pay.", "Kroll administration"),
    ("[Turkey] said the strait would stay open.", "Government of Turkey"),
    ("[Iran’s foreign ministry] summoned the envoy and protested.", "Foreign Ministry of Iran"),
    ("[The Peruvian government] denied the report.", "Government of Peru"),
    ("[Democrats] say the bill is dead.", "Democratic Party"),
    ("[Republicans] want a recount.", "Republican Party"),
    # nobody
    ("[Two officials] said the deal was close.", "-"),
    ("[A source close to Lars Holm] said he was angry.", "-"),
    ("[Critics] say it is too late.", "-"),
    ("[Officials in Kampala] said the road was closed.", "-"),
    ("[Aides to Paula Renner] said she was ill.", "-"),
    ("[A spokesman for Lars Holm] would not say.", "-"),
    ("[Many Democrats] say the bill is dead.", "-"),
    ("[Some people] told us otherwise. Lars Holm did not.", "-"),
    ("[Renner supporters] said the count was slow. Paula Renner led.", "-"),
    ("[Residents] said the water rose at night.", "-"),
    ("[Police officers] said the man ran.", "-"),
    ("[The report] found no fault with Esi Quaye.", "-"),
    ("[Turkish officials] said the talks had failed.", "-"),
    ("[Three ministers] said so. President Yaw Darko was away.", "-"),
]  # fmt: skip

METONYMS = [
    ("[Moscow] said the talks would go on.", "Government of Russia"),
    ("[The Kremlin] denied the report.", "Government of Russia"),
    ("[Downing Street] said the plan stands.", "Government of the United Kingdom"),
    ("[The White House] said the visit was off.", "White House"),
    ("[Kyiv] wants more time.", "Government of Ukraine"),
    ("[Beijing] protested.", "Government of China"),
    ("[Nairobi] welcomed the vote.", "Government of Kenya"),
    ("[The Pentagon] confirmed the strike.", "United States Department of Defense"),
    ("[The Casa Rosada] said taxes would fall.", "Presidency of Argentina"),
]

TITLES = [
    ("US President Carl Linden flew home. [The US president] said it went well.", "Carl Linden"),
    ("Mayor Ada Brandt toured the site. [The mayor] said repairs would take a year.", "Ada Brandt"),
    ("Ruth Adeyemi, the minister of health, came late. [The minister] blamed the rain.", "Ruth Adeyemi"),
    ("The Minister of Sport, Ivo Petrov, won. [The minister] thanked voters.", "Ivo Petrov"),
    ("Defense Secretary Hal Dunmore spoke. [The Pentagon chief] ruled out a retreat.", "Hal Dunmore"),
    ("Sen. Gail Moss was asked. [The senator] said no.", "Gail Moss"),
    ("Foreign Minister Jun Sato and Mayor Ada Brandt met. [The mayor] said it was cordial.", "Ada Brandt"),
    (
        "Russian President Oleg Titov called US President Carl Linden. [The Russian president] was calm.",
        "Oleg Titov",
    ),
    ("Ada Brandt spoke. [The bishop] said nothing new.", "-"),
]

PRONOUNS = [
    ("[Grace Achieng] spoke first. [She] said the well was dry.", "Grace Achieng; Grace Achieng"),
    ("Peter Novak met Maria Silva. [She] said it was late.", "Maria Silva"),
    ("Peter Novak met Maria Silva. [He] said it was late.", "Peter Novak"),
    ("Mrs. Okafor met Mr. Danso. [She] thanked him.", "Okafor"),
    ("[Peter Novak] said no. “David Roth is a liar,” [he] said.", "Peter Novak; Peter Novak"),
    ("Officials thanked Maria Silva, [who] said the school would reopen.", "Maria Silva"),
    ("Crews praised Maria Silva, the head teacher, [who] said the school would reopen.", "Maria Silva"),
    ("[The Grain Traders Association] met on Monday. [It] said stocks were low.",
     "Grain Traders Association; Grain Traders Association"),
    ("[They] say the river is rising.", "-"),
    ("[He] would not give his name.", "-"),
    ("Peter Novak arrived. [She] said it was late.", "-"),
]  # fmt: skip


def _names(marked: str) -> str:
    return "; ".join(s.name if s else "-" for s in speakers_of(marked))


@pytest.mark.parametrize(("marked", "expected"), NAMES + METONYMS + TITLES + PRONOUNS)
def test_a_source_is_who_the_article_names(marked: str, expected: str) -> None:
    assert _names(marked) == expected


@pytest.mark.parametrize(
    ("rows", "how"), [(METONYMS, {"metonym"}), (TITLES, {"title"})], ids=["metonyms", "titles"]
)
def test_how_tells_by_what_words(rows: list[tuple[str, str]], how: set[str]) -> None:
    assert {s.how for marked, _ in rows for s in speakers_of(marked) if s} == how


@pytest.mark.parametrize("marked", [row[0] for row in NAMES + METONYMS + TITLES + PRONOUNS])
def test_every_speaker_is_well_formed(marked: str) -> None:
    article, statements = read_marked(marked)
    for speaker in (s.speaker for s in name_speakers(article, statements)):
        if speaker is None:
            continue
        for one in speaker.members or (speaker,):
            assert re.fullmatch(r"Q\d+|local:[a-z0-9]+(-[a-z0-9]+)*(@[0-9a-f]{8})?", one.id)
        assert 0.0 < speaker.confidence <= 1.0
        if speaker.named_at and speaker.kind == "person":
            surname = speaker.name.split()[-1]
            assert surname in speaker.named_at.of(article.text)


SURNAMES = [
    # two people of one surname stay two
    ("Ellen Marsh and Tom Marsh own the mill. [Mr. Marsh] said it was sold.", "Tom Marsh"),
    ("Ellen Marsh and Tom Marsh own the mill. [Mrs. Marsh] said it was sold.", "Ellen Marsh"),
    ("Tom Marsh sold it. Ellen Marsh did not. [Ellen Marsh] said she would stay.", "Ellen Marsh"),
    ("Ellen Marsh sued. Ellen Marsh won. Tom Marsh left. [Marsh] said she would stay.", "Ellen Marsh"),
    ("George Bush Jr. came. George Bush did not. [George Bush Jr.] said hello.", "George Bush Jr."),
]


@pytest.mark.parametrize(("marked", "expected"), SURNAMES)
def test_people_of_one_surname(marked: str, expected: str) -> None:
    assert _names(marked) == expected


KINDS = [
    ("[Kwabena Osei] said so.", "person"),
    ("[The Daily Lantern] said so.", "publication"),
    ("[The Ministry of Fisheries] said so.", "government"),
    ("[Turkey] said so.", "government"),
    ("[The Coastal Heritage Party] said so.", "party"),
    ("Paula Renner ran. [Renner’s campaign] said so.", "campaign"),
    ("[Singh], 45, said so.", "person"),
    ("[Bolivians] say so.", "group"),
    ("[The Harbour Workers Union] said so.", "organisation"),
]


@pytest.mark.parametrize(("marked", "kind"), KINDS)
def test_kind_of_speaker(marked: str, kind: str) -> None:
    speaker = speakers_of(marked)[-1]
    assert speaker is not None
    assert speaker.kind == kind
