"""The command `cvms grants`: print the rights that the product's database role needs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from psycopg import sql

from cvms.audit.models import Event

RIGHTS = """
GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role};
GRANT USAGE ON SCHEMA {schema} TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role};
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA {schema} TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema}
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT EXECUTE ON ROUTINES TO {role};
REVOKE UPDATE, DELETE ON {trail} FROM {role};
"""


class Command(BaseCommand):
    """Print SQL, to be run as the role that owns the tables, which is the one that migrates.

    The default privileges apply to tables that this role creates with later releases.
    """

    help = "Print the GRANTs of the role that the product uses: cvms grants ROLE | psql ..."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role")

    def handle(self, *_args: Any, role: str, **_options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_schema()")
            database, schema = cursor.fetchone()
        names = {
            "role": role,
            "database": database,
            "schema": schema,
            "trail": Event._meta.db_table,
        }
        quoted = {name: sql.Identifier(value) for name, value in names.items()}
        self.stdout.write(sql.SQL(RIGHTS).format(**quoted).as_string().strip())
