"""A word as written -> the forms under which it is compared: spelling, contractions, numbers, stems, weight.

Two spellings of one word (colour, color), a contraction and its words (don't, do not) and two ways to write a number (twenty, 20)
come out alike. Nothing here looks at more than one word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

__all__ = [
    "CURRENCIES",
    "MODALS",
    "NEGATIONS",
    "SCALES",
    "SMALL_NUMBERS",
    "TENS",
    "forms_of",
    "is_number",
    "number_form",
    "stem",
    "variants",
    "weight",
]

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
SMALL_NUMBERS = {word: value for value, word in enumerate(_SMALL)}
TENS = {
    w: 10 * (i + 2) for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
SCALES = {
    "k": "thousand", "m": "million", "mn": "million", "mln": "million", "bn": "billion", "b": "billion", "tn": "trillion",
    "trn": "trillion",
}  # fmt: skip
CURRENCIES = {"$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee", "₽": "rouble", "¢": "cent"}
_ORDINALS = dict(
    zip(
        "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th".split(),
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        strict=True,
    )
)

NEGATIONS = frozenset(
    "not no never none nothing nobody nowhere neither nor without hardly barely scarcely refuse reject deny".split()
)
MODALS = frozenset(
    "will would may might could can must should shall if unless perhaps maybe probably".split()
)

# Words so common that they say little by themselves: articles, pronouns, prepositions, auxiliaries, fillers.
_COMMON = frozenset(
    "a about after again all also am an and any are as at back be because been before being but by can come could did do "
    "does doing done down even every for from get go going good got had has have having he her here hers herself him himself "
    "his how i if in into is it its itself just know let like lot made make many may me might mine more most much must my "
    "myself now of off on one only or other our ours ourselves out over own people percent really right said same say says "
    "see shall she should so some something still such take than that the their theirs them themselves then there these they "
    "thing things think this those through time to too under until up us very want was way we well were what when where "
    "which while who whom whose why will with would year years yes yet you your yours yourself mr mrs ms today".split()
)

_CONTRACTED = {
    "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", "y'all": "you all", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "lemme": "let me", "gimme": "give me", "kinda": "kind of", "im": "i am", "ive": "i have", "youre": "you are",
    "theyre": "they are", "thats": "that is", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "wasnt": "was not", "werent": "were not", "arent": "are not", "couldnt": "could not",
    "wouldnt": "would not", "shouldnt": "should not", "havent": "have not", "hasnt": "has not", "hadnt": "had not",
    "wont": "will not", "cant": "can not", "o'clock": "oclock",
}  # fmt: skip
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
# After these, 's is "is" or "has"; after any other word it tells whose.
_S_IS = frozenset(
    "it that he she what there here who where how when why this everything nothing something everyone everybody nobody "
    "someone somebody one".split()
)

# One word in two coats, where no rule covers it.
_SAME = {
    "ok": "okay", "grey": "gray", "cheque": "check", "cheques": "checks", "tyre": "tire", "tyres": "tires",
    "programme": "program", "programmes": "programs", "plough": "plow", "kerb": "curb", "storey": "story",
    "sceptical": "skeptical", "sceptic": "skeptic", "sceptics": "skeptics", "scepticism": "skepticism",
    "aluminium": "aluminum", "manoeuvre": "maneuver", "manoeuvres": "maneuvers", "draught": "draft",
    "learnt": "learned", "burnt": "burned", "spelt": "spelled", "spoilt": "spoiled", "dreamt": "dreamed",
    "towards": "toward", "afterwards": "afterward", "upwards": "upward", "forwards": "forward", "backwards": "backward",
    "whilst": "while", "amongst": "among", "amidst": "amid", "till": "until", "til": "until", "em": "them",
    "judgement": "judgment", "acknowledgement": "acknowledgment", "ageing": "aging", "enrol": "enroll",
    "fulfil": "fulfill", "skilful": "skillful", "wilful": "willful", "instalment": "installment",
    "pyjamas": "pajamas", "mum": "mom", "mums": "moms", "artefact": "artifact", "jewellery": "jewelry", "pct": "percent",
    "mister": "mr", "sen": "senator", "rep": "representative", "gov": "governor", "dr": "doctor", "gen": "general",
    "prof": "professor", "yeah": "yes", "yep": "yes", "programmed": "programed", "paediatric": "pediatric",
    "anaemia": "anemia", "oestrogen": "estrogen", "foetus": "fetus", "encyclopaedia": "encyclopedia",
    "dollars": "dollar", "pounds": "pound", "euros": "euro", "cents": "cent", "rupees": "rupee", "roubles": "rouble",
    "rubles": "rouble", "ruble": "rouble",
}  # fmt: skip
_INITIALS = {
    "US": "united states", "USA": "united states", "UK": "united kingdom", "EU": "european union", "UN": "united nations",
}  # fmt: skip
_SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        (
            r"(?<=[a-z]{2})our(?=(?:s|ed|ing|ite|ites|able|ably|al|ful|er|ers|hood|hoods|ly|less|y|ism|ist|ists)?$)",
            "or",
        ),
        (r"is(?=(?:e|es|ed|ing|er|ers|ation|ations|able)$)", "iz"),
        (r"ys(?=(?:e|es|ed|ing|er|ers)$)", "yz"),
        (r"(?<=[cbht]t)re(?=s?$)|(?<=[aeiou][bt])re(?=s?$)|(?<=nt)re(?=s?$)|(?<=ent)red$", "er"),
        (r"ogue(?=s?$)", "og"),
        (r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers|or|ors)$)", "l"),
        (r"(?<=[efl]en)ce(?=s?$|less$)", "se"),
        (r"(?<=prac)tice(?=s?$)", "tise"),
        (r"ae(?=[a-z]{3})", "e"),
        (r"xion(?=s?$)", "ction"),
    )
)
_NUMBER = re.compile(r"\d+(?:[.:]\d+)?")
_MARKS = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\[\]]")
_APOSTROPHES = re.compile(r"[’‘ʼ`´′＇]")


@lru_cache(maxsize=65536)
def forms_of(written: str, shouted: bool = False) -> tuple[str, ...]:
    """The comparable forms of one written word, contractions as the words they stand for.

    `shouted`: the text around is all in capitals, so that US may be "us".

    >>> forms_of("Don’t"), forms_of("colour"), forms_of("organised"), forms_of("U.S.")
    (('do', 'not'), ('color',), ('organized',), ('united', 'states'))
    """
    plain = _APOSTROPHES.sub("'", _MARKS.sub("", written))
    initials = plain.replace(".", "")
    if not shouted and initials in _INITIALS:
        return tuple(_INITIALS[initials].split())
    word = (initials if "." in plain else plain).casefold()
    if not word.isascii():
        word = _APOSTROPHES.sub("'", anyascii(word)).casefold().strip()
    return tuple(f for f in _expanded(word) if f)


def _expanded(word: str) -> tuple[str, ...]:
    if word in _CONTRACTED:
        return tuple(_CONTRACTED[word].split())
    if "'" in word:
        head, _, tail = word.rpartition("'")
        if tail == "t" and head.endswith("n") and len(head) > 2:
            return (head[:-1], "not")
        if tail in _ENDINGS and head:
            return (*_expanded(head), _ENDINGS[tail])
        if tail == "s" and head in _S_IS:
            return (head, "is")
        if tail == "s" and head:
            return (f"{_spelt(head)}'s",)
        if tail == "em" and not head:
            return ("them",)
        return (_spelt(word.replace("'", "")),)
    if word in SMALL_NUMBERS and word != "one":
        return (str(SMALL_NUMBERS[word]),)
    if word in TENS:
        return (str(TENS[word]),)
    return (_spelt(_ORDINALS.get(word, word)),)


def _spelt(word: str) -> str:
    """The word in one spelling for British and American English; what it makes of other words is the same on both sides."""
    word = _SAME.get(word, word)
    if len(word) > 4:
        for pattern, put in _SPELLINGS:
            word = pattern.sub(put, word)
    return word


_OTHER_COATS = (
    ("or", "our"), ("our", "or"), ("iz", "is"), ("is", "iz"), ("yz", "ys"), ("ys", "yz"), ("er", "re"), ("re", "er"),
    ("og", "ogue"), ("ogue", "og"), ("ll", "l"), ("l(?=ed|ing|er|or)", "ll"), ("se", "ce"), ("ce", "se"), ("ae", "e"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def variants(word: str) -> tuple[str, ...]:
    """Other ways to write a word, in small letters, under which an index may have it.

    >>> variants("colours"), variants("organize"), variants("twenty"), variants("bridge")
    (('colors',), ('organise',), ('20',), ())
    """
    tried = {v for v, w in _SAME.items() if w == word} | {_SAME.get(word, word)}
    tried |= {w for w, value in {**SMALL_NUMBERS, **TENS}.items() if str(value) == word}
    for here, there in _OTHER_COATS:
        tried |= {word[: m.start()] + there + word[m.end() :] for m in re.finditer(here, word)}
    forms = forms_of(word)
    if len(forms) == 1 and forms[0].isdigit():
        tried.add(forms[0])
    same = (forms,) if not word.isdigit() else (forms, (word,))
    return tuple(sorted(v for v in tried if v != word and (forms_of(v) in same or (v,) == forms)))


def number_form(digits: str) -> tuple[str, ...]:
    """A number written in digits, as it is compared: no separators, round millions in words.

    >>> number_form("1,500"), number_form("18,000,000"), number_form("1")
    (('1500',), ('18', 'million'), ('one',))
    """
    plain = (digits if digits.isascii() else anyascii(digits)).replace(",", "").rstrip(".:")
    if plain == "1":
        return ("one",)
    if plain.isdigit() and len(plain) > 6:
        for zeros, scale in ((12, "trillion"), (9, "billion"), (6, "million")):
            if len(plain) > zeros and plain.endswith("0" * zeros):
                return (*number_form(plain[:-zeros]), scale)
    if "." in plain and plain.replace(".", "", 1).isdigit():
        plain = plain.rstrip("0").rstrip(".") or "0"
    return (plain,)


def is_number(form: str) -> bool:
    """Whether a form is a number.

    >>> is_number("20"), is_number("million"), is_number("many")
    (True, True, False)
    """
    return form in SCALES.values() or form in ("hundred", "half", "dozen") or bool(_NUMBER.fullmatch(form))


@lru_cache(maxsize=65536)
def stem(form: str) -> str:
    """What inflected forms of a word share, roughly.

    >>> stem("promised") == stem("promises") == stem("promise"), stem("obama's")
    (True, 'obama')
    """
    word = form.removesuffix("'s")
    for ending, put in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("ly", ""),
        ("s", ""),
        ("e", ""),
    ):
        left = 5 if ending == "e" else 3
        if (
            word.endswith(ending)
            and len(word) - len(ending) >= left
            and not (ending == "s" and word.endswith("ss"))
        ):
            word = word[: -len(ending)] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiosl":
        word = word[:-1]
    return word


def weight(form: str) -> float:
    """How much a word says, from 0.3 for the commonest to 1; negations count in full.

    >>> weight("the"), weight("bridge"), weight("not")
    (0.3, 1.0, 1.0)
    """
    return 0.3 if form in _COMMON else 1.0
