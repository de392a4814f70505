"""The WSGI application, which `asgi` wraps."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvms.config.settings")

application = get_wsgi_application()
