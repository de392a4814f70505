"""People who register while the database is lost, and what must be true of their registrations."""

import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

import people
from people import hold
from portal import Browser

WIZARD = "/portal/registration/"
DONE = f"{WIZARD}submitted/"
ANSWERS: dict[str, dict[str, str]] = {
    "contact": {
        "first_name": "Rosa", "last_name": "Drill", "phone": "919-555-0177", "channel": "email",
        "language": "en",
    },
    "address": {
        "street": "14 Elm St", "city": "Durham", "state": "NC", "zip_code": "27701",
        "county": "37063",
    },
    "about": {
        "date_of_birth_0": "3", "date_of_birth_1": "9", "date_of_birth_2": "1981", "sex": "F",
        "races": "2106-3", "ethnicity": "2135-2",
    },
    "work": {
        "health_worker": "none", "frontline_sector": "food-and-agriculture",
        "child_care_or_prek12": "no", "correctional_or_shelter_staff": "no", "in_person": "yes",
        "student": "no",
    },
    "home": {"long_term_care": "none", "residence": "own-home"},
    "medical": {"conditions": "one"},
}  # fmt: skip
HELD = re.compile(r'name="(draft|revision)" value="([^"]*)"')


class Registrants:
    """People who register one after another; records whose registration was acknowledged."""

    def __init__(self, port: int, round_: int, count: int = 100) -> None:
        self.acknowledged: list[tuple[float, int]] = []  # when, and the recipient's number
        self.refused: Counter[int] = Counter()
        self.worst = ""  # an error page without the product's own sentence
        self._port, self._people = port, people.recipients(round_, count)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    @property
    def numbers(self) -> list[int]:
        return [number for number, _session in self._people]

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        for number, session in self._people:
            browser = Browser(self._port, session)
            for slug in ("", *ANSWERS):
                self._press(
                    browser, f"{WIZARD}{slug}/" if slug else WIZARD, **ANSWERS.get(slug, {})
                )
            if self._press(browser, f"{WIZARD}confirmation/") == DONE:
                self.acknowledged.append((time.monotonic(), number))

    def _press(self, browser: Browser, path: str, **answers: str) -> str:
        """Open the page and press Next until it leads on, as a person would; return where to."""
        while not self._over.is_set():
            status, address, page = browser.get(path)
            if status == 200:
                held = dict(HELD.findall(page))
                status, address, page = browser.post(path, **held, **answers, go="next")
            if status == 200 and (where := urlsplit(address).path) != path:
                return where
            self.refused[status] += 1
            if status and (status != 503 or "<h1" not in page):
                self.worst = f"{path} {status}: {page[:200]}"
            time.sleep(0.1)
        return ""


def check(registrants: Sequence[int], acknowledged: Sequence[int]) -> None:
    """Raise SystemExit if an acknowledged registration is lost, or any is doubled."""
    from cvms.audit.models import Event
    from cvms.eligibility.models import Case
    from cvms.mail.models import Message
    from cvms.registration.models import Registration

    made = Registration.objects.filter(recipient__in=registrants)
    whole = made.filter(**{name: ANSWERS["address"][name] for name in ("street", "city", "county")})
    there = set(whole.values_list("recipient_id", flat=True))
    hold(set(acknowledged) <= there, "a registration is lost")
    hold(made.count() == len(there), "a registration is incomplete")
    hold(Case.objects.filter(recipient__in=there).count() == len(there), "a decision is lost")
    said = Event.objects.filter(action="registration.submitted", about__in=map(str, there))
    hold(said.count() == len(there), f"{said.count()} of {len(there)} have their audit event")
    letters = Message.objects.filter(kind="registration_submitted", about__in=there)
    hold(letters.filter(state="sent").count() == len(there), "a confirmation is lost or doubled")
    hold(letters.count() == len(there), "a confirmation is doubled")
