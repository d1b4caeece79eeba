"""Who appears in the chat scripts, and where."""

from __future__ import annotations

from pathlib import Path

from bot.replies import load_replies

from .people import Chat, User, private
from .world import BOT_NAME

REPLIES = load_replies(Path(__file__).parents[2] / "data")
ADA, BEN = User(11, "Ada"), User(12, "Ben")
ROBOT = User(13, "Echo", is_bot=True)
ADAS, BENS = private(ADA), private(BEN)
GROUP, SMALL = Chat(-100), Chat(-5, "group")
FORUM = Chat(-200, topics=(7, 9))
ELSEWHERE = Chat(-900, title="Where the bot is not")
AT = f"@{BOT_NAME}"
