"""The pages: the record shown in a browser. Rendered on the server; scripts only make them handier (docs/web.md)."""
