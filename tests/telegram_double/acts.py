"""What people do: write, edit, delete, press, type the bot's name elsewhere, add it to groups and throw it out."""

from __future__ import annotations

import time
from typing import Any

from .limits import visible_text
from .people import Chat, Json, User, entities_in, member_json
from .world import BOT, BOT_NAME, World


class Acts(World):
    """The world and its people; each act puts the update that Telegram would send, where it would send one.

    `said` is the message that somebody wrote or changed last.
    """

    said: Json

    async def says(self, who: User, where: Chat, text: str, **more: Any) -> Json:
        """Let somebody write a message and return it; the bot gets it where Telegram would let it.

        `more`: `reply_to` (a message), `thread` (a topic's id), and any other field of Message.
        """
        self.chat_opened(where)
        reply_to, thread = more.pop("reply_to", None), more.pop("thread", None)
        message = self.new_message(where, who.json(), {"text": text, "entities": entities_in(text)}, thread)
        message |= ({"reply_to_message": reply_to} if reply_to else {}) | more
        self.said = message
        if self._is_heard(message):
            await self.updates.put("message", message)
        return message

    async def edits(self, message: Json, text: str) -> Json:
        """Let the writer of `message` change it, and return it as it is then."""
        message = {**message, "text": text, "entities": entities_in(text), "edit_date": int(time.time())}
        self.messages[message["chat"]["id"], message["message_id"]] = message
        self.said = message
        if self._is_heard(message):
            await self.updates.put("edited_message", message)
        return message

    def deletes(self, message: Json) -> None:
        """Let somebody delete a message: the bot is not told of it."""
        del self.messages[message["chat"]["id"], message["message_id"]]

    async def presses_button(self, who: User, message: Json, label: str) -> str:
        """Let somebody press the button with this label and return the press's id."""
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if button["text"] == label)
        return await self.presses_data(who, message, data)

    async def presses_data(self, who: User, message: Json, data: str) -> str:
        """Let somebody press a button that carries `data`, whether the message still has it or not."""
        self.met(who.json())
        number = str(len(self.presses) + 1)
        self.presses[number] = None
        press = {"id": number, "from": who.json(), "chat_instance": "1", "data": data}
        inline = message.get("inline_message_id")
        press |= {"inline_message_id": inline} if inline else {"message": message}
        await self.updates.put("callback_query", press)
        return number

    async def types_inline(self, who: User, text: str, offset: str = "", chat_type: str = "group") -> str:
        """Let somebody type the bot's name and `text` in a chat of theirs; return the query's id in `inline`."""
        number = f"i{len(self.inline) + 1}"
        self.inline[number] = None
        query = {"id": number, "from": who.json(), "query": text, "offset": offset, "chat_type": chat_type}
        await self.updates.put("inline_query", query)
        return number

    def picks(self, result: Json) -> Json:
        """Let somebody send an inline result, and return the message as it stands in that chat."""
        number = f"m{len(self.inline_messages) + 1}"
        content = result["input_message_content"]
        self.inline_messages[number] = {"inline_message_id": number, "result": result["id"], **shown(content)}
        self.inline_messages[number] |= {k: v for k, v in result.items() if k == "reply_markup"}
        return self.inline_messages[number]

    async def calls_guest(self, who: User, where: Chat, text: str, **more: Any) -> str:
        """Let somebody call the bot by its name in a chat where it is not; return the query's id in `guests`."""
        number = f"g{len(self.guests) + 1}"
        self.guests[number] = None
        message = self.new_message(where, who.json(), {"text": text, "entities": entities_in(text)})
        await self.updates.put("guest_message", message | {"guest_query_id": number} | more)
        return number

    async def makes_bot(self, who: User, where: Chat, status: str) -> None:
        """Let `who` make the bot a "member", "administrator", "left" or "kicked" in a chat.

        In the private chat of `who`: blocked ("kicked") or allowed again ("member").
        """
        before = self.members.get((where.id, BOT.id), "left")
        self.chat_opened(where)
        self.members[where.id, BOT.id] = status
        change = {"chat": where.json(), "from": who.json(), "date": int(time.time())}
        change |= {"old_chat_member": member_json(self.me, before), "new_chat_member": member_json(self.me, status)}
        await self.updates.put("my_chat_member", change)
        if before in ("left", "kicked") and status == "member" and where.type != "private":
            content = {"new_chat_members": [BOT.json() | {"username": BOT_NAME}]}
            await self.updates.put("message", self.new_message(where, who.json(), content))

    async def migrates(self, who: User, group: Chat, new_id: int) -> Chat:
        """Let a group become a supergroup, and return that: sending to the group fails from now on."""
        supergroup = Chat(new_id, "supergroup", group.title)
        self.chat_opened(group)
        self.chat_opened(supergroup)
        self.members |= {(new_id, user): status for (chat, user), status in self.members.items() if chat == group.id}
        self.migrated[group.id] = new_id
        leaving = self.new_message(group, who.json(), {"migrate_to_chat_id": new_id})
        arriving = self.new_message(supergroup, who.json(), {"migrate_from_chat_id": group.id})
        await self.updates.put("message", leaving)
        await self.updates.put("message", arriving)
        return supergroup

    def _is_heard(self, message: Json) -> bool:
        """Privacy mode: https://core.telegram.org/bots/features#privacy-mode."""
        chat = message["chat"]
        if not self.is_in(chat["id"]):
            return False
        if not self.privacy or chat["type"] == "private" or self.members[chat["id"], BOT.id] == "administrator":
            return True
        command, _, addressee = message["text"].partition(" ")[0].partition("@")
        is_command = command.startswith("/") and addressee in ("", BOT_NAME)
        return is_command or message.get("reply_to_message", {}).get("from", {}).get("id") == BOT.id


def shown(content: Json) -> Json:
    """Return the visible text and entities of an input_message_content."""
    text, entities = visible_text(content, "message_text")
    return {"text": text, "entities": entities}
