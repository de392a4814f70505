"""Whose system this is: the health department, and how places and phones are written there."""
