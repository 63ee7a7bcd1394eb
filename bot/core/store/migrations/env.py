"""Alembic's entry: runs the scripts on the connection that ``bot.core.store.migrate`` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
