"""A whole state made by set-based SQL: organizations, people, uploads, mail, the audit trail."""

from django.test import Client

_STAFF, _AUDITOR = 1, 2

# IDs are simple: account 1 is staff, 2 an auditor, 10 + n the contact of organization n, and
# 1,000,000 + n is recipient n's. A twentieth of the people are in organization 1. An organization's
# people are from nine of its ten uploads, each loaded on one day; its rows lie in twenty pieces.
_BUILD = """
INSERT INTO accounts_user (id, portal, username, email, first_name, last_name, password, roles,
                           language, is_active, created_at, password_changed_at)
VALUES (1, 'staff', 'staff@state.example.cvmsstaff', 'staff@state.example', 'Dana', 'Roe', '!',
        ARRAY['state_staff'], 'en', true, now(), now()),
       (2, 'staff', 'auditor@state.example.cvmsstaff', 'auditor@state.example', 'Lena', 'Roe', '!',
        ARRAY['auditor'], 'en', true, now(), now());

INSERT INTO accounts_user (id, portal, username, email, first_name, last_name, password, roles,
                           language, is_active, created_at, password_changed_at)
SELECT 10 + n, 'organization', 'contact' || n || '@plant.example.cvmsorg',
       'contact' || n || '@plant.example', 'Contact' || n, 'Roe', '!', ARRAY['point_of_contact'],
       'en', true, now(), CASE WHEN n % 5 = 0 THEN NULL ELSE now() END
FROM generate_series(1, {organizations}) n;

INSERT INTO organizations_organization (id, name, street, city, state, zip_code, county, phone,
                                        step, invited_by_id, invited_at, submitted_at)
SELECT n, 'Plant ' || n, '1 Main St', 'Raleigh', 'NC', '27610',
       '37' || lpad((2 * (n % 100) + 1)::text, 3, '0'), '',
       CASE WHEN n % 5 = 0 THEN 'invited' ELSE 'uploaded' END, 1,
       now() - n % 200 * interval '1 day', CASE WHEN n % 5 = 0 THEN NULL ELSE now() END
FROM generate_series(1, {organizations}) n;

INSERT INTO organizations_pointofcontact (id, user_id, organization_id, added_at)
SELECT n, 10 + n, n, now() FROM generate_series(1, {organizations}) n;

INSERT INTO uploads_upload (id, key, volume, state, filename, media_type, size, notices, choices,
                            whole_list, problem_code, problem_params, records, loaded, rejected,
                            created_at, finished_at, organization_id, uploaded_by_id)
SELECT n, gen_random_uuid(), 'high', CASE WHEN n % 10 = 0 THEN 'refused' ELSE 'loaded' END,
       'list.csv', 'text/csv', 100, '[]', '{{}}', false,
       CASE WHEN n % 10 = 0 THEN 'empty' ELSE '' END, '{{}}', 50, 50, 0,
       now() - n * interval '1 minute', now() - n * interval '1 minute',
       1 + n % {organizations}, 11 + n % {organizations}
FROM generate_series(1, {organizations} * 10) n;

INSERT INTO accounts_user (id, portal, username, email, first_name, last_name, password, roles,
                           language, is_active, created_at, password_changed_at)
SELECT 1000000 + n, 'recipient', 'person' || n || '@people.example.covid19vaccine',
       'person' || n || '@people.example', '', '', '!', ARRAY['recipient'], 'en', true, now(),
       CASE WHEN n % 3 = 0 THEN now() END
FROM generate_series(1, {people}) n;

INSERT INTO recipients_recipient (id, organization_id, upload_id, user_id, first_name, last_name,
                                  email, email_key, loaded_at, left_at, stage)
SELECT n, 1 + whose, whose + {organizations} * (1 + n * 9 / ({people} + 1)), 1000000 + n,
       (ARRAY['José', 'Jane', 'Łucja', 'Bo'])[1 + n / 20 % 4] || n % 997, 'Last' || n % 4999,
       'person' || n || '@people.example', 'person' || n || '@people.example',
       now() - (1 + n * 9 / ({people} + 1)) * interval '16 days' - whose % 16 * interval '1 day',
       CASE WHEN n % 50 = 10 THEN now() END,
       CASE WHEN n % 50 = 10 THEN 6 WHEN n % 9 = 0 THEN 5 WHEN n % 3 = 0 THEN 4
            WHEN n % 100 = 20 THEN 3 WHEN n % 7 = 0 THEN 1 ELSE 2 END
FROM (SELECT n, CASE WHEN n % 20 = 0 THEN 0 ELSE n % {organizations} END AS whose
      FROM generate_series(1, {people}) n) AS people
ORDER BY n * 20 / {people}, whose, n;

INSERT INTO mail_message (kind, about, batch, priority, state, created_at, due_at, attempts,
                          sent_at, reason, token)
SELECT 'recipient_invitation', id, upload_id, 9,
       CASE stage WHEN 3 THEN 'failed' WHEN 1 THEN 'queued' ELSE 'sent' END,
       loaded_at, now(), 0, now(),
       CASE stage WHEN 3 THEN '550 refused, reason ' || id % 300 ELSE '' END, gen_random_uuid()
FROM recipients_recipient;

INSERT INTO audit_event (at, action, who, role, organization, kind, about, details)
SELECT now() - n * interval '20 seconds',
       (ARRAY['uploads.loaded', 'recipients.invited_again', 'accounts.signed_in',
              'recipients.read'])[1 + n % 4],
       10 + n % {organizations}, 'point_of_contact', 1 + n % {organizations},
       'recipients.recipient', n::text, '{{}}'
FROM generate_series(1, {people}) n
"""
_TABLES = (
    "accounts_user", "organizations_organization", "organizations_pointofcontact",
    "uploads_upload", "recipients_recipient",
)  # fmt: skip


def build(organizations: int, people: int) -> dict[str, int]:
    """Fill the empty database; return the numbers that the pages' URLs need."""
    from django.db import connection  # noqa: PLC0415 -- once Django is set up

    with connection.cursor() as cursor:
        for statement in _BUILD.format(organizations=organizations, people=people).split(";"):
            cursor.execute(statement)
        for table in _TABLES:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does soon after a load
        cursor.execute("CHECKPOINT")  # whose writes would hold up the first pages
    return {"organization": 7, "largest": 1, "contact": 17, "upload": organizations}


def recount() -> float:
    """Count as the job does; return the seconds."""
    from cvms.staff.actions.counting import recount as count  # noqa: PLC0415
    from cvms.staff.models import Count  # noqa: PLC0415

    count()
    return Count.objects.get().seconds


def browser_of(who: str) -> Client:
    """Return a browser in which somebody is signed in and may have searched for some words.

    Staff search the organizations, and a point of contact their people.
    """
    from cvms.accounts.models import User  # noqa: PLC0415

    numbers = {"staff": _STAFF, "auditor": _AUDITOR, "contact": 17, "largest": 11}
    client = Client()
    name, _space, words = who.partition(" ")
    client.force_login(User.objects.get(pk=numbers[name]))
    if words and name == "staff":
        client.post("/staff/organizations/", {"words": words})
    elif words:
        client.post("/organization/bulk-registration/search/", {"q": words})
    return client
