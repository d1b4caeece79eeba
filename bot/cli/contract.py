"""A reply as one JSON object: the contract that README.md describes, of `ask --json` and of every line of a batch."""

from __future__ import annotations

import json
from typing import Any

from bot.model import Quote, Reply


def reply_object(ident: str | float | None, reply: Reply) -> dict[str, Any]:
    """Return `reply` as plain values; `ident` is the id of its question, None for one that was typed."""
    return {
        "id": ident,
        "status": reply.status,
        "intent": reply.intent,
        "slots": reply.slots,
        "answers": list(reply.answers),
        "text": reply.text,
        "quote": _quote_object(reply.quote) if reply.quote else None,
        "options": [{"label": option.label, "question": option.question} for option in reply.options],
        "confidence": reply.confidence,
        "failure": reply.failure,
    }


def _quote_object(quote: Quote) -> dict[str, str]:
    return {"text": quote.text, "speaker": quote.speaker, "occasion": quote.occasion, "source": quote.source}


def error_object(message: str) -> dict[str, Any]:
    """Return what stands for a line that cannot be read as a question."""
    return {"id": None, "error": message}


def to_line(values: dict[str, Any]) -> str:
    """Return `values` as JSON on one line, names as they are written; what UTF-8 cannot hold is escaped."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(values, allow_nan=False)
    return text
