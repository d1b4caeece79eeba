"""What was found at each stage of a question, in one line each, for the trace."""

from __future__ import annotations

from bot.parse.followup import Merged
from bot.parse.frame import Frame
from bot.parse.intents import Rule


def describe_frame(frame: Frame) -> str:
    """Return what was found in the words, for the trace."""
    parts = [f"bodies {frame.bodies}"] if frame.bodies else []
    parts += [f"categories {[family for family, _, _ in frame.families]}"] if frame.families else []
    parts += [f"years {[(ref.first, ref.last) for ref in frame.years]}"] if frame.years else []
    for mention in frame.mentions:
        best = ", ".join(f"{item.kind}:{item.name} {item.score:.0f} {item.how}" for item in mention.candidates[:3])
        parts.append(f"“{mention.text}” = {best}")
    if frame.corrected:
        parts.append(f"corrected {list(frame.corrected.values())}")
    return "; ".join(parts) or "nothing"


def describe_intent(rule: Rule | None, features: set[str]) -> str:
    """Return the kind of question chosen, its example and what spoke for it, for the trace."""
    chosen = f"{rule.intent} ({rule.example})" if rule else "none (-)"
    return f"{chosen}; {' '.join(sorted(features))}"


def describe_query(merged: Merged) -> str:
    """Return what was understood and what was taken over from the question before, for the trace."""
    taken = f"; taken over {', '.join(merged.inherited)}" if merged.inherited else ""
    return f"{merged.query.paraphrase()}{taken}"
