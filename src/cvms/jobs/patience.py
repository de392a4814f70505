"""How often a job is tried before it is given up, whether it raises or kills its worker."""

from procrastinate import RetryStrategy

MOST_RETRIES = 10
PATIENT = RetryStrategy(max_attempts=MOST_RETRIES, exponential_wait=2)  # 34 minutes in all
