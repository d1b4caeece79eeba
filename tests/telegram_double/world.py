"""What the double holds: chats and who is in them, messages, menus, and the queries that wait for an answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from .people import Chat, Json, User, member_json
from .updates import Updates

TOKEN = "7000000001:DoubleDoubleToilAndTroubleFireBurn1"
BOT_NAME = "awards_double_bot"
BOT = User(int(TOKEN.partition(":")[0]), "Awards", is_bot=True)
GONE = {"kicked": "bot was kicked from the {type} chat", "left": "bot is not a member of the {type} chat"}
Query = dict[str, Json | None]  # queries by id, with what answered each (None: not answered yet)


class ApiError(Exception):
    """An error as the Bot API answers it: HTTP status, description, and parameters such as retry_after."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters


@dataclass
class World:
    """All that a Bot API server knows.

    `privacy` is the bot's privacy mode: on, it hears of a group only commands and replies to it, unless it is an
    admin there. `sent` and `edited` hold the bot's messages as the API returned them, `deleted` their (chat, id);
    `presses` each press by id with the notice that answered it (None: not answered); `inline` and `guests` their
    queries with the request that answered; `inline_messages` what stands in chats where the bot is not, by
    inline_message_id; `menus` the commands by (scope, language), `pages` the bot's descriptions by (method, language);
    `routes` is what stands behind the webhook (see `Pushes`), `webhook_problem` what getWebhookInfo adds;
    `uploads` the files by name; `photos` the sizes, and by the same file_id `pictures` the bytes, of every photo.
    """

    privacy: bool = False
    sent: list[Json] = field(default_factory=list)
    edited: list[Json] = field(default_factory=list)
    deleted: list[tuple[int, int]] = field(default_factory=list)
    presses: dict[str, str | None] = field(default_factory=dict)
    inline: Query = field(default_factory=dict)
    guests: Query = field(default_factory=dict)
    inline_messages: dict[str, Json] = field(default_factory=dict)
    messages: dict[tuple[int, int], Json] = field(default_factory=dict)
    routes: list[str] = field(default_factory=list)
    webhook_problem: Json = field(default_factory=dict)
    uploads: dict[str, bytes] = field(default_factory=dict)
    photos: dict[str, list[Json]] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    pages: dict[tuple[str, str], str] = field(default_factory=dict)
    members: dict[tuple[int, int], str] = field(default_factory=dict)
    migrated: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.updates = Updates()
        self._chats: dict[int, Chat] = {}
        self._last_ids: dict[int, int] = {}
        self._users: dict[int, Json] = {BOT.id: self.me}

    @property
    def me(self) -> Json:
        """The bot itself, as getMe tells."""
        abilities = {"can_join_groups": True, "can_read_all_group_messages": not self.privacy}
        abilities |= {"supports_inline_queries": True, "supports_guest_queries": True}
        return BOT.json() | {"username": BOT_NAME} | abilities

    @property
    def menu(self) -> list[Json]:
        """The commands that everybody sees who has no menu of their own."""
        return self.menus.get(("default", ""), [])

    def chat_opened(self, chat: Chat) -> None:
        """Let the bot be in `chat`; `says` does so by itself."""
        self._chats[chat.id] = chat
        self.members.setdefault((chat.id, BOT.id), "member")

    def chat(self, chat_id: int) -> Chat:
        """Return a chat that the bot may write to.

        Raises:
            ApiError: as Telegram refuses: not found, upgraded to a supergroup, kicked out, blocked.
        """
        if chat_id in self.migrated:
            moved = {"migrate_to_chat_id": self.migrated[chat_id]}
            raise ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", **moved)
        if chat_id not in self._chats:
            raise ApiError(400, "Bad Request: chat not found")
        chat, status = self._chats[chat_id], self.members.get((chat_id, BOT.id), "member")
        if status in GONE:
            why = GONE[status].format(type=chat.type) if chat.type != "private" else "bot was blocked by the user"
            raise ApiError(403, f"Forbidden: {why}")
        return chat

    def met(self, user: Json) -> None:
        """Remember a user who did something."""
        self._users[user["id"]] = user

    def member(self, chat: Chat, user_id: int) -> Json:
        """Return what the chat knows of a user, a member where nothing else was said."""
        if user_id not in self._users:
            raise ApiError(400, "Bad Request: PARTICIPANT_ID_INVALID")
        return member_json(self._users[user_id], self.members.get((chat.id, user_id), "member"))

    def everybody_in(self, chat: Chat) -> list[Json]:
        """Return the members of a chat, as far as anybody knows."""
        return [self.member(chat, user_id) for user_id in self._users]

    def is_in(self, chat_id: int) -> bool:
        """Return whether the bot is in the chat, or may write to the person."""
        return self.members.get((chat_id, BOT.id), "member") not in GONE

    def new_message(self, chat: Chat, sender: Json, content: Json, thread: int | None = None) -> Json:
        """Return a new message, kept in the chat; a topic that the chat does not have is refused."""
        if thread is not None and thread not in chat.topics:
            raise ApiError(400, "Bad Request: message thread not found")
        self.met(sender)
        number = self._last_ids[chat.id] = self._last_ids.get(chat.id, 0) + 1
        message: Json = {"message_id": number, "date": int(time.time()), "chat": chat.json(), "from": sender}
        message |= {key: value for key, value in content.items() if value}
        message |= {"message_thread_id": thread, "is_topic_message": True} if thread is not None else {}
        self.messages[chat.id, number] = message
        return message

    def own_message(self, chat_id: int, message_id: int, doing: str) -> Json:
        """Return a message of the bot's own that is still there.

        Raises:
            ApiError: when it was deleted, or somebody else wrote it; `doing` is "edit" or "delete".
        """
        self.chat(chat_id)
        message = self.messages.get((chat_id, message_id))
        if message is None:
            raise ApiError(400, f"Bad Request: message to {doing} not found")
        if message["from"]["id"] != BOT.id:
            raise ApiError(400, f"Bad Request: message can't be {doing.rstrip('e')}ed")
        return message
