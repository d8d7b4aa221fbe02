"""Did they say it? A quotation and a name in; the verdict with its evidence out."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from onrecord.answers import Check, Evidence
from onrecord.errors import UsageError
from onrecord.formats.changes import turned
from onrecord.formats.checks import check_to_dict, told
from onrecord.serving.keeping import record_of, settings_of
from onrecord.web.site import show

__all__ = ["check_page"]

LONGEST = 5000  # characters of a quotation


def check_page(request: Request) -> Response:
    """GET /check?quote=…&by=…, with `format=json` the answer to take along."""
    quote = request.query_params.get("quote", "").strip()[:LONGEST]
    by = request.query_params.get("by", "").strip()[:200]
    check: Check | None = None
    error = ""
    if quote:
        try:
            check = record_of(request).check(quote, by or None, people=settings_of(request).people)
        except UsageError as mistake:
            error = str(mistake)
    if check and request.query_params.get("format") == "json":
        return JSONResponse(
            check_to_dict(check), headers={"content-disposition": 'attachment; filename="check.json"'}
        )
    context = {
        "quote": quote,
        "by": by,
        "check": check,
        "error": error,
        "told": told(check) if check else "",
        "sentences": [_marked(e) for e in check.evidence] if check else [],
        "turned": [turned(e.changes) for e in check.evidence] if check else [],
    }
    return show(request, "check.html", context, 400 if error else 200)


def _marked(evidence: Evidence) -> list[tuple[str, bool]]:
    """The sentence in pieces, and whether each was found."""
    report, at = evidence.report, 0
    found: list[tuple[str, bool]] = []
    for span in sorted(evidence.spans):
        start, end = (
            max(at, span.start - report.start),
            min(len(report.sentence), span.end - report.start),
        )
        if start < end:
            found += [(report.sentence[at:start], False), (report.sentence[start:end], True)]
            at = end
    return [(words, mark) for words, mark in (*found, (report.sentence[at:], False)) if words]
