"""Refuse to start with unsafe settings, and say what to write instead."""

from collections.abc import Iterable

from environs import EnvError

LEAST_CHARACTERS, LEAST_DIFFERENT = 50, 10  # Django's own advice is 50 and 5
NOBODY = "nobody"


def refuse_weak(*keys: str) -> None:
    """Raise EnvError, without the keys, if one of them is too easy to guess."""
    for key in keys:
        if len(key) < LEAST_CHARACTERS or len(set(key)) < LEAST_DIFFERENT:
            raise EnvError(
                "A key in SECRET_KEY, SECRET_KEY_FALLBACKS or CVMS_SEALING_KEYS is too easy to"
                f" guess: each needs at least {LEAST_CHARACTERS} random characters."
                " `python3 -c 'import secrets; print(secrets.token_urlsafe(50))'` makes them"
            )


def portals_with_second_factor(asked: list[str], known: Iterable[str], *, https: bool) -> list[str]:
    """Return the portals whose users need a second factor. Raises EnvError for unknown ones.

    Raises EnvError also for none with HTTPS, where people's data are real: an empty value looks
    like a forgotten variable, so an operator has to write "nobody".
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
