"""The text that `cvms run` prints once everything runs: addresses, accounts, first steps."""

from .demo import PASSWORD, PEOPLE


def welcome(env: dict[str, str]) -> str:
    """Return the text with the addresses, the demonstration accounts and the first steps."""
    site = env["CVMS_BASE_URL"]
    inbox = f"http://localhost:{env['CVMS_INBOX_PORT']}" if "CVMS_INBOX_PORT" in env else ""
    accounts = "\n".join(
        f"  {who.title:<28} {site}/{who.path}/sign-in/  {who.email}" for who in PEOPLE
    )
    mail = f"  Mail inbox    {inbox}\n" if inbox else ""
    invitation = inbox or "the mailbox of your mail server"
    return f"""
CVMS is running. Ctrl-C stops it; your data stay in var/.

  Portal        {site}
{mail}
Sign in with the email below and the password  {PASSWORD}
{accounts}
  The staff administrator and state IT set up a second step with an authenticator app first.

What to click first
  1. Open {invitation} and follow the invitation to Blue Ridge Foods:
     set a password, submit the organization's information, upload a list.
     (Done already? Invite another organization as state staff: any address will do.)
  2. Or sign in as the point of contact of Piedmont Plant, which has loaded people already.
"""
