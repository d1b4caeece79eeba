"""That a replica lives, as PostgreSQL knows: a lock of its session, which ends with it, and a beat each second.

The lock is free the moment the process is killed; the beat tells of one that hangs, or whose host is gone.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

from sqlalchemy import Connection, Double, Engine, bindparam, cast, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StateError
from bot.state import inbox
from bot.state.engine import reason_of
from bot.state.tables import claims, replicas

BEAT_KEPT_S = 5.0  # a replica that was silent for so long is taken for dead
SETTLING_S = 3.0  # for which it takes nobody for dead after its own session was cut: theirs may have been as well
_LOCKS = 7_000_000_000_000  # the number of a replica's lock is this and its id
_NOW = cast(func.extract("epoch", func.clock_timestamp()), Double)
_BEAT = update(replicas).where(replicas.c.id == bindparam("me")).values(beat_at=_NOW)


class Presence:
    """A replica's own session. Its methods wait for the database, so they belong into a thread; one at a time.

    They raise a StateError when the database cannot be reached; the next one tries with a new session.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._session: Connection | None = None
        self._settled_at = 0.0
        self.id = 0

    def announce(self) -> int:
        """Become a replica with a new id, which is returned."""
        with self._talking() as session:
            number = func.nextval(func.pg_get_serial_sequence("replicas", "id"))
            self.id = session.execute(select(number)).scalar_one()
            self._lock(session)
            session.execute(replicas.insert().values(id=self.id, beat_at=_NOW))
        return self.id

    def beat(self) -> bool:
        """Say that this replica lives; False when the others have taken it for dead."""
        is_new = self._session is None
        with self._talking() as session:
            if is_new:
                self._lock(session)
                self._settled_at = time.monotonic() + SETTLING_S
            return session.execute(_BEAT, {"me": self.id}).rowcount == 1

    @property
    def is_settled(self) -> bool:
        """Whether the session has stood long enough to judge others by theirs."""
        return self._session is not None and time.monotonic() >= self._settled_at

    def leave(self) -> None:
        """Let go of everything: the others take over at once what is left."""
        with self._talking() as session:
            session.execute(delete(replicas).where(replicas.c.id == self.id))
        self.hang_up()

    def hang_up(self) -> None:
        """End the session, as the end of the process does."""
        session, self._session = self._session, None
        if session is not None:
            session.invalidate()
            session.close()

    @contextlib.contextmanager
    def _talking(self) -> Iterator[Connection]:
        """Yield the session, a new one where there is none; it ends with an error."""
        try:
            self._session = self._session or self._engine.connect()
            yield self._session
        except SQLAlchemyError as error:
            self.hang_up()
            raise StateError(reason_of(error, self._engine.url)) from None

    def _lock(self, session: Connection) -> None:
        session.execute(select(func.pg_advisory_lock(_LOCKS + self.id)))


def bury(db: Connection, me: int) -> int:
    """Remove the replicas that are dead, and their claims with them; return how many.

    What they may have had in hand is suspected of having ended them.
    """
    is_silent = func.abs(replicas.c.beat_at - _NOW) > BEAT_KEPT_S
    is_unlocked = func.pg_try_advisory_xact_lock(_LOCKS + replicas.c.id)
    found = select(replicas.c.id, (is_silent | is_unlocked).label("dead")).where(replicas.c.id != me)
    dead = [row.id for row in db.execute(found) if row.dead]
    if dead:
        lanes = db.execute(select(claims.c.lane).where(claims.c.holder.in_(dead))).scalars().all()
        inbox.suspect(db, lanes)
        db.execute(delete(replicas).where(replicas.c.id.in_(dead)))
    return len(dead)
