"""Questions of every kind, the answers they get, and the reasons for getting none.

The tables under tests/corpus/ hold what is right; a row that is not answered so yet stands in
known_failures.csv, and has to be moved to its table as soon as it is.
"""

from __future__ import annotations

from collections import Counter

import pytest
from questions import TODAY, Asked, is_answered_right, read_asked, read_rows

from bot.answer import Core
from bot.errors import FailureKind
from bot.model import Context, Reply
from bot.text import fold

ANSWERED, REFUSED, KNOWN = read_asked("answered"), read_asked("refused"), read_asked("known_failures")
TABLES = ("answered", "refused", "chains", "story", "years", "known_failures")
KINDS = (
    "winner", "nominees", "what-won", "count", "yesno", "host", "when-where", "role", "film-for", "song", "record",
    "first-last", "both", "having", "beat", "when-nominated", "tie", "sweep", "quote", "who-said", "thanks", "fact",
    "next", "smalltalk", "compare", "pair",
)  # fmt: skip
LEAST_WORDINGS = 6


def name_of(asked: Asked) -> str:
    """Return the test's name: the question, after those before it and the day where it is another."""
    day = "" if asked.today == TODAY else f" [{asked.today}]"
    return " / ".join((*asked.context, asked.question)) + day


def ask(core: Core, asked: Asked) -> Reply:
    """Return the reply to a question, asked after those of its context."""
    context = Context()
    for question in asked.context:
        context = core.answer(question, context, asked.today).context
    return core.answer(asked.question, context, asked.today).reply


@pytest.mark.parametrize("asked", ANSWERED, ids=name_of)
def test_answered(core: Core, asked: Asked) -> None:
    """The question gets the answer that its row gives."""
    reply = ask(core, asked)
    assert is_answered_right(reply, asked), (reply.status, reply.intent, reply.failure, reply.answers, reply.text)


@pytest.mark.parametrize("asked", REFUSED, ids=name_of)
def test_refused(core: Core, asked: Asked) -> None:
    """The question gets no answer, and the reason is one that fits."""
    reply = ask(core, asked)
    assert reply.failure in asked.failures, (reply.status, reply.intent, reply.answers, reply.text)
    assert not reply.answers
    assert reply.text


@pytest.mark.parametrize("asked", KNOWN, ids=name_of)
def test_known_failure_still_fails(core: Core, asked: Asked) -> None:
    """Whoever mends one moves its row from known_failures.csv to the table that it names."""
    assert not is_answered_right(ask(core, asked), asked), "mended: move the row to its table"


def test_every_kind_has_wordings() -> None:
    """No kind of question is tested by one pet wording."""
    wordings = Counter(asked.kind for asked in ANSWERED)
    assert set(wordings) == set(KINDS)
    assert min(wordings.values()) >= LEAST_WORDINGS, wordings


def test_no_question_twice() -> None:
    """A question stands in one table only, once for each day and each conversation."""
    keys = Counter(
        (
            fold(row["question"]) or row["question"],
            row.get("today", ""),
            row.get("context") or row.get("conversation", ""),
        )
        for table in TABLES
        for row in read_rows(table)
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_reasons_are_those_of_the_core() -> None:
    """Every reason in a table is one that the core knows."""
    reasons = {reason for asked in (*REFUSED, *KNOWN) for reason in asked.failures}
    assert reasons <= {kind.value for kind in FailureKind}


def test_share_answered(core: Core) -> None:
    """Print what share of all rows of each kind is answered right, the known failures among them."""
    failing = Counter(row["kind"] for row in read_rows("known_failures") if row["table"] == "answered")
    passing = Counter(asked.kind for asked in ANSWERED)
    shares = {kind: passing[kind] / (passing[kind] + failing[kind]) for kind in KINDS}
    wrong = sum(ask(core, asked).status == "answered" for asked in KNOWN)
    print("\n" + ", ".join(f"{kind} {share:.0%}" for kind, share in sorted(shares.items(), key=lambda item: item[1])))
    print(f"known failures: {len(KNOWN)}, answered all the same: {wrong}")
    assert all(share > 0 for share in shares.values())
