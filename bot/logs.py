"""The log on standard error: lines for people or JSON objects, with no secret and no message text in either."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from typing import Any, TextIO

import structlog
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import Processor

from bot.redact import Redactor
from bot.settings import LogSettings

_OWN = "bot"  # the logger above all of the program's own
_LEAST_OF_LIBRARIES = logging.WARNING  # below it they write addresses, parameters and what people said

Event = MutableMapping[str, Any]


class CleanFormatter(ProcessorFormatter):
    """A formatter of structlog whose lines hold no secret, wherever in the record it was."""

    def __init__(self, redactor: Redactor, **options: Any) -> None:
        super().__init__(**options)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.clean(super().format(record))


def configure_logs(settings: LogSettings, redactor: Redactor, stream: TextIO | None = None) -> None:
    """Send everything that is logged to `stream` (standard error by default), each record as one event.

    What a record is given as `extra`, and what `about` says of the work in hand, are fields of the event. Libraries
    are heard from WARNING on, whatever the level.
    """
    out = stream or sys.stderr
    handler = logging.StreamHandler(out)
    handler.setFormatter(CleanFormatter(redactor, foreign_pre_chain=_FIELDS, processors=_renderers(settings, out)))
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    logging.basicConfig(level=max(level, _LEAST_OF_LIBRARIES), handlers=[handler], force=True)
    logging.getLogger(_OWN).setLevel(level)


def about(**fields: Any) -> AbstractContextManager[None]:
    """Add `fields` to every event that is logged inside the block, also by the tasks that it starts."""
    return structlog.contextvars.bound_contextvars(**fields)


def _keep_cleaned_traceback(_: object, __: str, event: Event) -> Event:
    """Take over a traceback out of which `redacted_logs` has taken a secret: the record then has its text alone."""
    record = event["_record"]
    if record.exc_text and not record.exc_info:
        event["exception"] = record.exc_text
    return event


_FIELDS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", key="time"),
    ExtraAdder(),
    _keep_cleaned_traceback,
]


def _renderers(settings: LogSettings, out: TextIO) -> list[Processor]:
    """Return what makes a line of an event. No traceback shows the values of variables: they hold what people said."""
    if settings.format == "json":
        return [
            ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [
        ProcessorFormatter.remove_processors_meta,
        structlog.dev.ConsoleRenderer(
            pad_event_to=0,
            colors=out.isatty(),
            timestamp_key="time",
            exception_formatter=structlog.dev.plain_traceback,
        ),
    ]
