"""What is kept, in SQLite or PostgreSQL, through SQLAlchemy Core."""

from bot.core.store.sessions import leave_out

leave_out()  # before anything here imports SQLAlchemy's connections
