"""The product's settings as the type checker reads them: it looks at models, and no database."""

import os

os.environ.setdefault("SECRET_KEY", "for the type checker alone, long enough, used nowhere")

from cvms.config.settings import *  # noqa: F403
