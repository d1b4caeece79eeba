"""Who talks and where, and what they say: users, chats and messages as the Bot API writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
_COMMAND = re.compile(r"^/\w+(?:@\w+)?")
_MENTION = re.compile(r"(?<!\w)@\w{3,32}")


@dataclass(frozen=True, slots=True)
class User:
    """A person, or another bot."""

    id: int
    first_name: str
    is_bot: bool = False
    language: str = ""

    def json(self) -> Json:
        language = {"language_code": self.language} if self.language else {}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name, **language}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat; `type` is private, group or supergroup. `topics` are the thread ids of a forum."""

    id: int
    type: str = "supergroup"
    title: str = "Awards night"
    topics: tuple[int, ...] = ()

    def json(self) -> Json:
        name = {"first_name": self.title} if self.type == "private" else {"title": self.title}
        return {"id": self.id, "type": self.type, **name, **({"is_forum": True} if self.topics else {})}


def private(user: User) -> Chat:
    """Return the private chat of `user` with the bot, which has the user's id."""
    return Chat(user.id, "private", user.first_name)


_RIGHTS = (
    "can_be_edited", "can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users",
    "can_restrict_members", "can_promote_members", "can_manage_video_chats", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "is_anonymous",
)  # fmt: skip


def member_json(user: Json, status: str) -> Json:
    """Return a ChatMember: status is creator, administrator, member, left or kicked."""
    more: Json = {"administrator": dict.fromkeys(_RIGHTS, False), "creator": {"is_anonymous": False}}
    return {"user": user, "status": status, **more.get(status, {}), **({"until_date": 0} if status == "kicked" else {})}


def entities_in(text: str) -> list[Json]:
    """Return the commands and mentions that Telegram would mark in a person's message."""
    found = [("bot_command", match) for match in _COMMAND.finditer(text)]
    found += [("mention", match) for match in _MENTION.finditer(text)]
    return [
        {"type": kind, "offset": utf16_len(text[: match.start()]), "length": utf16_len(match.group())}
        for kind, match in found
    ]


def utf16_len(text: str) -> int:
    """Return the length in UTF-16 code units, in which the Bot API counts offsets."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
