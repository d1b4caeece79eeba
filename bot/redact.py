"""Keeps secrets out of the log: message, arguments, traceback and stack, whichever library writes them.

A `logging.Filter` sees only the records of its own logger or handler; the record factory sees every record,
also those of httpx and of handlers that are added later.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HIDDEN = "[token]"
_MIN_HALF_CHARS = 8  # a shorter second half may be a plain word, and is hidden only with its first half


class Redactor:
    """Replaces each of `secrets` in a text; of a bot token "1:abc" the part after the colon counts as well."""

    def __init__(self, *secrets: str) -> None:
        forms: set[str] = set()
        for secret in filter(None, secrets):
            half = secret.partition(":")[2]
            forms |= {secret, secret.replace(":", "%3A"), secret.replace(":", "%3a")}
            forms |= {half} if len(half) >= _MIN_HALF_CHARS else set()
        longest_first = sorted(forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def clean(self, text: str) -> str:
        """Return `text` with every secret replaced by `HIDDEN`."""
        return self._pattern.sub(HIDDEN, text)

    def clean_record(self, record: logging.LogRecord) -> logging.LogRecord:
        """Hide the secrets of a log record in place; one without a secret is left as it was."""
        message = _message_of(record)
        if (cleaned := self.clean(message)) != message:
            record.msg, record.args = cleaned, ()
        if record.exc_info and record.exc_info[0] is not None:
            lines = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
            if (cleaned := self.clean(lines)) != lines:
                record.exc_info, record.exc_text = None, cleaned
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return record


@contextmanager
def redacted_logs(*secrets: str) -> Iterator[Redactor]:
    """Hide `secrets` in every log record made inside the block, in all threads.

    Fields that a caller passes as `extra=` are not looked at.
    """
    redactor, make_record = Redactor(*secrets), logging.getLogRecordFactory()

    def make_clean_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return redactor.clean_record(make_record(*args, **kwargs))

    logging.setLogRecordFactory(make_clean_record)
    try:
        yield redactor
    finally:
        logging.setLogRecordFactory(make_record)


def _message_of(record: logging.LogRecord) -> str:
    """Return the message with its arguments, also where the two do not fit together."""
    try:
        return record.getMessage()
    except Exception:  # what logging itself would print of such a record shows the arguments
        record.msg, record.args = f"{record.msg} {record.args!r}", ()
        return str(record.msg)
