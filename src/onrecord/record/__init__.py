"""The store: articles, statements and all that people say of them, in SQLite or PostgreSQL."""
