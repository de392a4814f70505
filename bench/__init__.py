"""Measurements, each run against a plain pass over the same work: `python -m bench.<name>`."""
