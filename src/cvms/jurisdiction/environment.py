"""Reads environment variables with types, and names the project's folders."""

from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(Env().str("CVMS_VAR", str(ROOT / "var")))

env = Env()
