"""Trivia: questions made from the store's facts, and the rules of the game."""
