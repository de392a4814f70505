"""The environment, read once and typed; every setting below has a default that is safe."""

from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(Env().str("CVMS_VAR", str(ROOT / "var")))

env = Env()
