"""The kinds of question: each takes a query and the world, and returns a reply."""
