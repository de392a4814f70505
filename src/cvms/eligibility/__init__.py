"""Stored versions of the rules, editing and publishing them, and each person's decision."""
