"""Decide a person's vaccine group: answers and a rule set in, a decision with its reasons out.

Pure: knows nothing of Django or the database.
"""
