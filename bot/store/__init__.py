"""What is kept, in SQLite or PostgreSQL, through SQLAlchemy Core. SQL stands in this folder and nowhere else."""
