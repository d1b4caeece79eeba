"""From words to a typed query: what was found (frame), what is asked (ask), which kind of question (intents)."""
