"""Pages that came in place of an article: what a page says and how little it says in, why it is none out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

__all__ = ["why_no_article"]

SHORT = 220  # words: what stands before a wall, and nothing longer, is judged by its words
VERY_SHORT = 100  # words, where only the page's markup tells of a wall
_NEXT = "save the page from a browser and give the file"

_WALLS = (
    (
        re.compile(
            r"\b(?:subscribe|sign up|log ?in|register)\b[^.\n]{0,60}\b(?:to (?:continue|keep|read|unlock|access)|for (?:full|unlimited) access)\b"
            r"|\b(?:this|the (?:full|rest of this)) (?:article|story|content) is (?:for|only for|available (?:only )?to|exclusive to|reserved for)\b[^.\n]{0,40}\b(?:subscribers|members)\b"
            r"|\balready (?:a|an) (?:subscriber|member)\?|\byou(?:’|')?ve (?:reached|read) (?:your|the) [^.\n]{0,40}\b(?:limit|free articles?)\b"
            r"|\bcontinue reading (?:with|for|by)\b",
            re.IGNORECASE,
        ),
        f"shows only its beginning without a subscription; {_NEXT}",
    ),
    (
        re.compile(
            r"\bwe (?:value|care about|respect) your privacy\b|\bbefore you continue\b|\b(?:accept|agree to|consent to)\b[^.\n]{0,30}\b(?:all|cookies)\b"
            r"|\bmanage (?:my |your )?(?:cookies|consent|privacy|choices|preferences)\b|\bour \d* ?partners\b[^.\n]{0,80}\b(?:store|data|cookies)\b",
            re.IGNORECASE,
        ),
        f"asks for consent to cookies in place of the article; {_NEXT}",
    ),
    (
        re.compile(
            r"\Ajust a moment|\b(?:are you a (?:robot|human)|(?:verify|confirm|prove)(?:ing)? (?:that )?you(?:’|'| a)re (?:a )?(?:not a robot|human))\b"
            r"|\b(?:enable|turn on) (?:java ?script|cookies)\b|\bunusual (?:traffic|activity)\b|\bchecking your browser\b|\Aaccess denied",
            re.IGNORECASE,
        ),
        f"asks for proof that a person reads it; {_NEXT}",
    ),
)  # fmt: skip
_CONSENT_HOSTS = re.compile(
    r"^(?:consent|cookies?|privacy)\.|/(?:consent|collectconsent|cookie-?wall)(?:[/?]|$)", re.IGNORECASE
)
_CONSENT = _WALLS[1][1]
_FENCED = re.compile(
    r"(?:class|id)=[\"'][^\"'>]{0,200}\b(?:paywall|regwall|subscription-wall|subscriber-only|meter-?wall)",
    re.IGNORECASE,
)


def why_no_article(url: str, page: str, text: str, linked: Mapping[str, Any]) -> str | None:
    """Why the page at `url` (after redirects) with this text is no article, or None where it is one.

    `page` is its HTML, `linked` the article in its JSON-LD, which says whether it is free to read.
    """
    parts = urlsplit(url)
    if _CONSENT_HOSTS.search(f"{parts.hostname}") or _CONSENT_HOSTS.search(parts.path):
        return _CONSENT
    words = len(text.split())
    if words >= SHORT:
        return None
    closed = str(linked.get("isAccessibleForFree", "")).lower() == "false"
    if closed or (words < VERY_SHORT and _FENCED.search(page)):
        return _WALLS[0][1]
    return next((why for sign, why in _WALLS if sign.search(text)), None)
