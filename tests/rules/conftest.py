from hypothesis import settings

# No deadline: a busy machine must not fail a test. No database: a run leaves nothing behind.
settings.register_profile("rules", deadline=None, database=None)
settings.load_profile("rules")
