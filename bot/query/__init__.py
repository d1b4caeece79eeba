"""Typed questions to SQL to typed results: filters, rows, counts and rankings."""
