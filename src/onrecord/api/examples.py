"""Examples for the description of the API: one answer an operation, one value a parameter; people and places are invented."""

from __future__ import annotations

from typing import Any

__all__ = ["EXAMPLES", "PARAMETERS"]

_REPORT: dict[str, Any] = {
    "statement": "2994ff62d1a283a9", "article": "sha256:cbda1c7e", "outlet": "The Courier", "url": None, "path": None,
    "headline": "Mayor promises harbour bridge will open before winter", "published": "2025-10-14", "speaker": "Tove Lindqvist",
    "speaker_id": "local:tove-lindqvist", "unnamed": None, "content": "that any figure had been withheld", "quoted": [],
    "cue": "denied", "source": "Lindqvist", "sentence": "Lindqvist denied that any figure had been withheld.", "start": 989,
    "end": 1040, "kind": "indirect", "act": "deny", "stance": "denied", "said_earliest": None, "said_latest": None,
    "confidence": 0.975, "thread": None,
}  # fmt: skip
_SPEAKER: dict[str, Any] = {
    "id": "local:tove-lindqvist", "name": "Tove Lindqvist", "kind": "person", "how": "name",
    "named_at": {"start": 117, "end": 131, "text": "Tove Lindqvist"}, "confidence": 0.98, "rule": "short name",
    "chain": [{"start": 989, "end": 998, "text": "Lindqvist"}, {"start": 117, "end": 131, "text": "Tove Lindqvist"}],
    "members": [],
}  # fmt: skip
_SAID: dict[str, Any] = {
    "id": "2994ff62d1a283a9", "parent": None, "kind": "indirect", "act": "deny", "stance": "denied",
    "content": [{"start": 1006, "end": 1039, "text": "that any figure had been withheld"}], "quoted": [],
    "cue": [{"start": 999, "end": 1005, "text": "denied"}], "source": [{"start": 989, "end": 998, "text": "Lindqvist"}],
    "speaker": _SPEAKER, "unnamed": None, "candidates": [], "addressee": None, "place": None, "occasion": None,
    "said_on": None, "confidence": 0.975,
}  # fmt: skip
_CORRECTION: dict[str, Any] = {
    "number": 7, "made_at": "2026-03-04T10:12:00Z", "editor": "ida", "article": "sha256:cbda1c7e",
    "statement": "2994ff62d1a283a9", "field": "act", "before": {"act": "say"}, "after": {"act": "deny"}, "note": None,
    "undone_at": None, "undone_by": None,
}  # fmt: skip
_ARTICLE: dict[str, Any] = {
    "id": "sha256:cbda1c7e", "path": None, "url": None, "outlet": "The Courier", "section": "Politics", "headline": None,
    "byline": ["Ingrid Solheim"], "published": "2025-10-14", "published_from": "given", "dateline": None, "language": "en",
    "copy_of": None, "text": "…",
}  # fmt: skip
_THREAD: dict[str, Any] = {
    "id": "t-1f0c", "speaker": "Tove Lindqvist", "speaker_id": "local:tove-lindqvist", "said_earliest": None, "said_latest": None,
    "first_outlet": "The Courier", "first_published": "2025-10-14", "statements": 3, "articles": 3, "outlets": 2, "wordings": 1,
    "drift": ["cut"], "strength": 0.4, "words": "that any figure had been withheld", "against": 0, "variants": [],
}  # fmt: skip
_TALLY = {"name": "2025-10", "statements": 6}
_CORRECTIONS = {"items": [_CORRECTION]}
_ISSUES = {
    "items": [
        {
            "id": "harbour-bridge",
            "name": "Harbour bridge",
            "words": "harbour bridge",
            "added_at": "2026-03-04T10:12:00Z",
        }
    ]
}
_SESSION = {"name": "ida", "role": "editor", "via": "session", "csrf_token": "5f0c…"}

EXAMPLES: dict[str, Any] = {
    "problem": {
        "type": "about:blank", "title": "Not Found", "status": 404, "detail": "no such article on record: sha256:0000",
        "instance": "/api/v1/articles/sha256:0000",
    },
    "list_of_articles": {
        "items": [{
            "id": "sha256:cbda1c7e", "revision": 1, "headline": "Mayor promises harbour bridge will open before winter",
            "outlet": "The Courier", "section": "Politics", "url": None, "path": None, "published": "2025-10-14", "language": "en",
            "added_at": "2026-03-04T10:12:00Z", "statements": 14,
        }],
        "next": None,
    },
    "one_article": {"format": "onrecord/1", "article": _ARTICLE, "statements": [_SAID], "contacts": [], "warnings": []},
    "add_article": {"verdict": "added", "article": "sha256:cbda1c7e", "statements": 14},
    "find_statements": {
        "items": [_REPORT], "total": 1, "at_least": False, "next": None,
        "speakers": [{"id": "local:tove-lindqvist", "name": "Tove Lindqvist"}],
    },
    "one_statement": {"report": _REPORT, "statement": _SAID, "corrections": [_CORRECTION]},
    "add_missed_statement": _CORRECTIONS,
    "add_missed_statement body": {"article": "sha256:cbda1c7e", "content": "the pier is safe", "cue": "said", "speaker": "Anders Roth"},
    "all_corrections": _CORRECTIONS,
    "correct_statement": _CORRECTIONS,
    "correct_statement body": {"statement": "2994ff62d1a283a9", "act": "deny", "note": "see line 3"},
    "undo_correction": _CORRECTIONS,
    "undo_correction body": {"note": "it was right"},
    "find_speakers_called": {
        "items": [{"id": "local:tove-lindqvist", "name": "Tove Lindqvist", "kind": "person", "statements": 6}], "others": [],
    },
    "one_speaker": {
        "ids": ["local:tove-lindqvist"], "name": "Tove Lindqvist", "kind": "person", "aliases": [], "offices": [], "statements": 6,
        "articles": 1, "first": "2025-10-14", "last": "2025-10-14", "by_month": [_TALLY], "by_month_published": [_TALLY],
        "by_outlet": [{"name": "The Courier", "statements": 6}], "by_act": [{"name": "say", "statements": 6}], "to": [],
        "about": [{"name": "budget", "statements": 2}], "issues": [{"name": "Harbour bridge", "statements": 4}], "carried": [],
        "latest": [_REPORT],
    },
    "check_a_quotation": {
        "quote": "any figure had been withheld", "by": "lindqvist", "verdict": "paraphrased only",
        "told": "Paraphrased only: …", "speakers": ["Tove Lindqvist"], "statements": 6, "evidence": [],
    },
    "all_issues": _ISSUES,
    "watch_issue": _ISSUES,
    "watch_issue body": {"name": "Harbour bridge", "words": "harbour bridge"},
    "who_am_i": _SESSION,
    "begin": _SESSION,
    "begin body": {"name": "ida", "password": "three quiet words"},
    "who_did_what": {
        "items": [{
            "number": 12, "at": "2026-03-04T10:12:00Z", "who": "ida", "via": "token", "deed": "statement.correct",
            "of": "2994ff62d1a283a9", "details": {"correction": 7},
        }],
        "next": None,
    },
    "all_contacts": {
        "items": [{
            "kind": "meeting", "status": "held", "place": "Keldavik",
            "parties": [
                {"id": "local:tove-lindqvist", "name": "Tove Lindqvist", "kind": "person"},
                {"id": "local:anders-roth", "name": "Anders Roth", "kind": "person"},
            ],
            "on": {"earliest": "2025-10-13", "latest": "2025-10-13"}, "sentence": "Lindqvist met Roth in Keldavik on Monday.", "start": 310,
            "end": 351, "article": "sha256:cbda1c7e", "headline": None, "outlet": "The Courier", "published": "2025-10-14",
        }],
        "total": 1, "next": None,
    },
    "all_threads": {"items": [_THREAD]},
    "one_thread": {
        **_THREAD,
        "variants": [{
            "words": "that any figure had been withheld", "reports": [_REPORT], "changes": [{"kind": "same", "here": "that", "there": "that"}],
            "drift": [], "wire": False,
        }],
    },
}  # fmt: skip
PARAMETERS: dict[str, Any] = {
    "article": "sha256:cbda1c7e", "statement": "2994ff62d1a283a9", "speaker": "local:tove-lindqvist", "number": 7, "revision": 1, "editor": "ida", "who": "ida", "said": "2025-10", "about": "bridge",
    "issue": "harbour-bridge", "name": "lindqvist", "by": "lindqvist", "outlet": "The Courier", "published": "2025-10",
    "quote": "any figure had been withheld", "format": "jsonl", "limit": 20, "thread": "t-1f0c", "q": "harbour bridge", "party": "lindqvist", "on": "2025-10", "first": "2025-10", "drift": "cut",
}  # fmt: skip
