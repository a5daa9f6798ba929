"""Run by Alembic: migrates the connection that the store hands over, inside the store's own transaction."""

from alembic import context

from secinfo_desktop.backend.store.helpdesk_tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
