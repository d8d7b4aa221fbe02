"""The pages: the record shown in a browser. Rendered on the server; scripts only make them handier (docs/web.md)."""

from onrecord.web.pages import add_pages

__all__ = ["add_pages"]
