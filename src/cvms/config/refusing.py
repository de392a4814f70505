"""Settings with which the portal does not start, each with what to write instead."""

from collections.abc import Iterable

from environs import EnvError

LEAST_CHARACTERS, LEAST_DIFFERENT = 50, 10  # Django's own advice is 50 and 5
NOBODY = "nobody"


def refuse_weak(*keys: str) -> None:
    """EnvError, which does not show them, when one of the keys can be guessed."""
    for key in keys:
        if len(key) < LEAST_CHARACTERS or len(set(key)) < LEAST_DIFFERENT:
            raise EnvError(
                "A key in SECRET_KEY, SECRET_KEY_FALLBACKS or CVMS_SEALING_KEYS is too easy to"
                f" guess: each needs at least {LEAST_CHARACTERS} random characters."
                " `python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` makes them"
            )


def portals_with_second_factor(asked: list[str], known: Iterable[str], *, https: bool) -> list[str]:
    """Return the portals; EnvError for an unknown one, and for none where people's data are real.

    Empty is what a forgotten variable looks like, so that nobody needs a second factor has to be
    written down.
    """
    if asked == [NOBODY]:
        return []
    if unknown := set(asked) - set(known):
        raise EnvError(f"CVMS_REQUIRE_MFA: there is no portal {', '.join(sorted(unknown))}")
    if https and not asked:
        raise EnvError(
            "CVMS_REQUIRE_MFA is empty: then a stolen password is enough to see people's data."
            f" Name the portals (staff,provider), or write {NOBODY} if that is what you want"
        )
    return asked
