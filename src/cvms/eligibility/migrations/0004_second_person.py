import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

# What is published stands, except that it may be withdrawn as long as it has decided nobody.
ALLOW_WITHDRAWAL = """
CREATE OR REPLACE FUNCTION eligibility_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' AND TG_OP = 'UPDATE' AND NEW.state = 'withdrawn'
     AND NEW.document = OLD.document AND NEW.version = OLD.version
     AND NEW.effective_from = OLD.effective_from
     AND NOT EXISTS (SELECT FROM eligibility_case WHERE rule_set_id = OLD.id)
     AND NOT EXISTS (SELECT FROM eligibility_decisionrecord WHERE rule_set_id = OLD.id) THEN
    RETURN NEW;
  END IF;
  IF OLD.state IN ('published', 'withdrawn') THEN
    RAISE EXCEPTION 'published rules never change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
FORBID_AGAIN = """
CREATE OR REPLACE FUNCTION eligibility_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'published rules never change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
WHO = {"null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0003_published_and_compared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RemoveConstraint("rulesetversion", "eligibility_published_has_time"),
        migrations.AddField("rulesetversion", "proposed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "rulesetversion", "proposed_by", models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
        ),
        migrations.AddField("rulesetversion", "withdrawn_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "rulesetversion", "withdrawn_by", models.ForeignKey(settings.AUTH_USER_MODEL, **WHO)
        ),
        migrations.AddField(
            "rulesetversion",
            "restores",
            models.ForeignKey("eligibility.rulesetversion", **WHO),
        ),
        migrations.AlterField(
            "rulesetversion",
            "state",
            models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            "rulesetversion",
            models.CheckConstraint(
                condition=Q(state="draft", published_at=None, withdrawn_at=None)
                | Q(state="published", published_at__isnull=False, withdrawn_at=None)
                | Q(state="withdrawn", published_at__isnull=False, withdrawn_at__isnull=False),
                name="eligibility_state_has_times",
            ),
        ),
        migrations.RunSQL(ALLOW_WITHDRAWAL, FORBID_AGAIN),
    ]
