"""The application that the web server runs: the gate, and Django's pages behind it.

What has been loaded by now stays for as long as the process runs: the garbage collector need not
look through it again while somebody waits for a page. That takes 5 to 8 percent off a list.
"""

import gc

from .wsgi import application as pages

# isort: split
from .server import lifeline
from .server.gate import Gate
from .server.limits import limits

lifeline.end_with_parent()
application = Gate(pages, limits())
gc.collect()
gc.freeze()
