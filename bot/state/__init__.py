"""What the bot must not forget, in a database of its own apart from the facts: SQLite or PostgreSQL by the same code.

Each module holds the statements of one purpose, as functions of an open connection: they neither begin nor end
a transaction, `State.run` does. Times are seconds since 1970 (UTC) as the caller's clock tells them.
"""
