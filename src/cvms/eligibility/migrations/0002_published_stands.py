from django.db import migrations

FORBID = """
CREATE FUNCTION eligibility_published_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'published rules never change' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER eligibility_published_stands BEFORE UPDATE OR DELETE ON eligibility_rulesetversion
  FOR EACH ROW EXECUTE FUNCTION eligibility_published_stands();
CREATE FUNCTION eligibility_history_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'decisions that were made never change' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER eligibility_history_stands BEFORE UPDATE ON eligibility_decisionrecord
  FOR EACH ROW EXECUTE FUNCTION eligibility_history_stands();
"""
ALLOW = """
DROP TRIGGER eligibility_history_stands ON eligibility_decisionrecord;
DROP FUNCTION eligibility_history_stands();
DROP TRIGGER eligibility_published_stands ON eligibility_rulesetversion;
DROP FUNCTION eligibility_published_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
