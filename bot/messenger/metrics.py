"""What the running bot counts and times, for Prometheus: every metric is in this table, and in the README's.

No label has a value that people choose: kinds of update, kinds of question, methods and codes of the Bot API.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.process_collector import ProcessCollector
from telegram import Update

PREFIX = "awards_bot_"
_CORE_S = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5)
_HANDLED_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_REQUEST_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0)
_SENT_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
_METHOD = re.compile(r"/bot[^/]*/([A-Za-z]{1,64})$")


class Metrics:
    """All metrics of one bot, in a registry of their own."""

    def __init__(self) -> None:
        registry = self.registry = CollectorRegistry()
        ProcessCollector(registry=registry)

        def counter(name: str, text: str, *labels: str) -> Counter:
            return Counter(PREFIX + name, text, labels, registry=registry)

        def histogram(name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
            return Histogram(PREFIX + name, text, labels, buckets=buckets, registry=registry)

        def gauge(name: str, text: str) -> Gauge:
            return Gauge(PREFIX + name, text, registry=registry)

        self.updates = counter("updates", "Updates taken up, by kind", "kind")
        self.update_failures = counter("update_failures", "Updates that could not be handled, by reason", "reason")
        self.update_s = histogram("update_seconds", "From the receipt of an update until it is handled", _HANDLED_S)
        self.answers = counter("answers", "Questions, by kind of question and status", "intent", "status")
        self.answer_s = histogram("answer_seconds", "What the core takes for one question", _CORE_S)
        self.requests_s = histogram("api_request_seconds", "Requests to the Bot API", _REQUEST_S, "method")
        self.errors = counter("api_errors", "Requests to the Bot API that failed, by code", "method", "code")
        self.messages = counter("messages", "Messages by what became of them", "outcome")
        self.message_s = histogram("message_seconds", "From the making of a message until it is sent", _SENT_S)
        self.updates_waiting = gauge("updates_waiting", "Updates stored and not yet handled")
        self.messages_waiting = gauge("messages_waiting", "Messages stored and not yet sent")
        self.games_running = gauge("games_running", "Games of trivia that are not over")
        self.retries = counter("state_retries", "Works on the state database that had to be tried again")

    def count_update(self, body: Mapping[str, Any]) -> None:
        """Count an update by its kind; one that this version does not know is "other"."""
        self.updates.labels(next((kind for kind in Update.ALL_TYPES if kind in body), "other")).inc()

    def note_request(self, url: str, code: str, took_s: float) -> None:
        """Count and time a request to the Bot API; `code` is the HTTP status, or what went wrong without one."""
        match = _METHOD.search(url)
        method = match[1] if match else "other"
        self.requests_s.labels(method).observe(took_s)
        if code != "200":
            self.errors.labels(method, code).inc()


def since(at: float) -> float:
    """Return the seconds since the time `at` of the machine's clock; 0 when that was set back in between."""
    return max(0.0, time.time() - at)
