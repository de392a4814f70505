"""Count what a draft would change, in batches, for any number of registered people."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from cvms.rules.answers import Answers
from cvms.rules.comparison import compare

from ...models import Case, Comparison

BATCH = 2000  # people in one transaction


def count_all(draft: int) -> None:
    """Continue a draft's comparison until it is finished, or deleted by an edit."""
    while _count_batch(draft):
        continue


@transaction.atomic
def _count_batch(draft: int) -> bool:
    """Count one batch; return False if there is nothing left.

    A second worker waits for the lock, and then continues where the first stopped.
    """
    unfinished = Comparison.objects.filter(draft=draft, finished_at=None)
    comparison = (
        unfinished.select_for_update(of=("self",)).select_related("draft", "before").first()
    )
    if comparison is None:
        return False
    cases = Case.objects.filter(pk__gt=comparison.after).order_by("pk")
    batch = list(cases.values_list("pk", "answers")[:BATCH])
    if batch:
        _add(comparison, batch)
    else:
        comparison.finished_at = timezone.now()
    comparison.save()
    return bool(batch)


def _add(comparison: Comparison, batch: list[tuple[int, dict[str, Any]]]) -> None:
    people = (Answers.from_mapping(answers) for _pk, answers in batch)
    counted = compare(comparison.before.rules, comparison.draft.rules, people, comparison.on)
    counts = Counter({(before, after): count for before, after, count in comparison.people})
    for (before, after), count in counted.people.items():
        counts[before or "", after or ""] += count
    comparison.people = [[*pair, count] for pair, count in sorted(counts.items())]
    comparison.newly_open += counted.newly_open
    comparison.newly_closed += counted.newly_closed
    comparison.seen += len(batch)
    comparison.after = batch[-1][0]
