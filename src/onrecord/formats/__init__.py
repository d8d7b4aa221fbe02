"""An `Article` -> text: record format, CSV, web annotations, HTML page, terminal table. Each module is imported when asked for."""
