"""Trivia on Telegram: what people say and press as commands of the game, and its effects as messages."""
