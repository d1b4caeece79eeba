"""Wording only: typed results in, replies out."""
