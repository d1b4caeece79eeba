"""An answer in parts, as a small screen shows it, and the same as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.tables import say


@dataclass(frozen=True, slots=True)
class Parts:
    """See `Reply`: the small `title`, the `lead` that answers, a list's `lines` and a closing `note`."""

    title: str = ""
    lead: str = ""
    lines: Sequence[str] = ()
    note: str = ""


NO_PARTS = Parts()


def plain_text(parts: Parts, more: Sequence[str] = ()) -> str:
    """Return all parts as plain text, a line each; `more` are the lines left out, which are only counted."""
    tail = [say("list.left", number=len(more))] if more else []
    head = f"{parts.title}: {parts.lead}" if parts.title and parts.lead else parts.title or parts.lead
    return "\n".join(filter(None, [head, *parts.lines, *tail, parts.note]))
