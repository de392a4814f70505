"""Store the shipped rule sets in the database, where a state's own versions are stored too."""

from typing import Any

from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate
from django.utils import timezone

from cvms.rules.documents import to_json
from cvms.rules.shipped import shipped_rule_sets


def install_shipped(*, apps: Apps = all_apps, using: str = "default", **_: Any) -> None:
    """Publish shipped rule sets that are missing; leave existing versions unchanged."""
    try:
        versions = apps.get_model("eligibility", "RuleSetVersion")
    except LookupError:  # migrated back to before this room existed
        return
    now = timezone.now()
    versions.objects.using(using).bulk_create(
        [
            versions(
                version=rules.version,
                name=rules.name,
                effective_from=rules.effective_from,
                document=to_json(rules),
                state="published",
                published_at=now,
            )
            for rules in shipped_rule_sets()
        ],
        ignore_conflicts=True,
    )


def connect() -> None:
    sender = all_apps.get_app_config("eligibility")
    post_migrate.connect(install_shipped, sender=sender, dispatch_uid="eligibility.shipped")
