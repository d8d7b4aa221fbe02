"""What alembic runs: the scripts in versions/, on the connection that `upgrade` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from onrecord.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters few things in place
    transactional_ddl=True,
)
context.run_migrations()
