"""Telegram: turns updates into questions for the core, and its replies into messages. It knows nothing of awards."""
