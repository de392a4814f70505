"""A person's own registration: the wizard, the eligibility status, the dashboard, the profile."""
