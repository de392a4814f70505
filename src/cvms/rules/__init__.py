"""Decide a person's vaccine group: answers and a rule set in, a decision with its reasons out.

It uses neither Django nor a database.
"""
