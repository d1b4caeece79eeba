"""Texts that nobody would think of, and what must hold for each on its whole way: question, reply, message, card.

Hypothesis makes them from characters of every script, from the words of the trade, and from pieces that have hurt
other programs; the same seed makes the same texts.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from datetime import date

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from telegram_double.html_text import parse_html
from telegram_double.limits import LIMITS
from telegram_double.people import utf16_len

from bot.answer import Core
from bot.context import from_json, to_json
from bot.messenger.buttons import reply_keyboard
from bot.messenger.cards import answer_card, find_page
from bot.messenger.markup import MAX_CAPTION_UNITS, MAX_TEXT_UNITS, reply_html
from bot.model import Context, Reply
from bot.tables import read_table

TODAY = date(2026, 11, 22)
MAX_CHARS = 4_096
# Nothing is remembered between runs and nothing made smaller: a text that breaks something is shown as it is.
RUN = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
_NASTY = (
    "\u202e", "\u200b", "\u200d", "\ufeff", "\u2028", "\x00", "\ud83c", "\U0010ffff", "🏆", "👨‍👩‍👧‍👦", "e\u0301" * 9,
    "<b>", "</b>", "<script>", "&amp;", "&", "&#0;", "<a href=\"x\">", "'", '"', "`", "**", "__", "||", "[x](y)",
    "'; DROP TABLE nomination; --", "%s", "{0}", "{name}", "${HOME}", "\\", "/", "//", "/ask", "/start x", "@bot", "#",
    "#winner oscars-89 best-picture", "#more 10 who won", "#show oscars-89", "#person nm0000001", "#film 0", "\n", "\t",
    "9" * 40, "-1", "1e9", "²", "٣", "½", "0000", "1927", "2099", "'94", "90s", "89th", "100000th",
)  # fmt: skip
_NAMES = ("emma stone", "la la land", "streep", "it", "her", "up", "crash", "gosling", "chazelle", "moonlight", "1917")


def _words() -> list[str]:
    """Return words and phrases that mean something here: cues, awards, categories, names."""
    tables = (("lexicon/cues", "phrase"), ("lexicon/bodies", "phrase"), ("intents", "example"))
    return sorted({row[column] for table, column in tables for row in read_table(table)}) + list(_NAMES)


def texts() -> st.SearchStrategy[str]:
    """Return a strategy of messages, most of them short; one in some is as long as a message can be."""
    any_text = st.text(max_size=40)
    piece = st.one_of(st.sampled_from(_words()), st.sampled_from(_NASTY), any_text)
    spoken = st.lists(piece, max_size=12).map(" ".join)
    glued = st.lists(piece, max_size=6).map("".join)
    repeated = st.builds(
        lambda text, times: (text * times)[:MAX_CHARS], st.one_of(piece, spoken), st.integers(2, 4_096)
    )
    return st.one_of(any_text, spoken, spoken, glued, st.integers(0, 19).flatmap(lambda at: spoken if at else repeated))


def _repeat(text: str, times: int) -> str:
    return (text * times)[:MAX_CHARS]


@dataclass
class Checker:
    """Puts texts to a core, one after the other in a conversation that begins anew now and then."""

    core: Core
    asked: int = 0
    slowest_s: float = 0.0
    slowest: str = ""
    context: Context = field(default_factory=Context)
    _seen: set[str] = field(default_factory=set)

    def check(self, text: str) -> None:
        """Ask, and see that the reply can be sent as it is; whatever is raised says what is wrong."""
        self.asked += 1
        context = self.context if self.asked % 5 else Context()
        started = time.thread_time()
        answered = self.core.answer(text, context, TODAY)
        took_s = time.thread_time() - started
        if took_s > self.slowest_s:
            self.slowest_s, self.slowest = took_s, text
        self.context = answered.context
        assert from_json(to_json(answered.context)) == answered.context
        json.dumps([answered.reply.slots, answered.reply.answers])
        if (said := repr(answered.reply)) not in self._seen:  # most texts get one of a few sentences
            self._seen.add(said)
            check_reply(answered.reply, text)


def check_reply(reply: Reply, text: str) -> None:
    """See that a reply stands in words, and that Telegram would take its message, its buttons and its card."""
    assert reply.text.strip()
    assert (reply.failure is None) == (reply.status == "answered")
    for most in (MAX_TEXT_UNITS, MAX_CAPTION_UNITS):
        shown, entities = parse_html(reply_html(reply, most))
        assert 0 < utf16_len(shown) <= most
        assert len(entities) <= 100
    keyboard = reply_keyboard(reply)
    request = {"chat_id": 1, "text": reply_html(reply), "parse_mode": "HTML"}
    request |= {"reply_markup": keyboard.to_dict()} if keyboard else {}
    assert [problem for limit in LIMITS["sendMessage"] for problem in limit(request)] == []
    card = answer_card(reply, text)
    assert card.title.strip()
    page = find_page(" ".join(text.split()), "", lambda _: reply, ["who won"])
    assert len(page.cards) <= 50
