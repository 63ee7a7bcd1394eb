"""What every table is made with."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData

metadata = MetaData()

SNOWFLAKE = BigInteger().with_variant(Integer, "sqlite")


def server_key() -> Column[int]:
    """Return the server that a row belongs to, as a part of its key; the row goes with it."""
    return Column("server_id", SNOWFLAKE, ForeignKey("server.id", ondelete="CASCADE"), primary_key=True)
