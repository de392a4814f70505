"""One mailer as a process of its own, for measurements: `python -m bench.mailer PORT`.

It prints "ready", waits for a line, sends what is due, prints "sent", and ends.
"""

import os
import sys


def main() -> None:
    """Send what is due in the database that BENCH_DATABASE names."""
    import django  # noqa: PLC0415 -- the settings are named by whoever started this

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from cvms.mail.delivery import deliver_due  # noqa: PLC0415

    connection.settings_dict["NAME"] = os.environ["BENCH_DATABASE"]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[1])
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    deliver_due()
    print("sent", flush=True)


if __name__ == "__main__":
    main()
