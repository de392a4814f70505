"""The ASGI application that the web server runs: the gate in front of Django."""

from .wsgi import application as pages

# isort: split
from .server import lifeline
from .server.gate import Gate
from .server.limits import limits

lifeline.end_with_parent()
application = Gate(pages, limits())
