"""Alembic's entry: runs the migrations on the connection that `bot.state.migrate` hands over."""

from alembic import context

from bot.state.tables import metadata

# Each migration in the caller's transaction: all of them happen, or none.
context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
