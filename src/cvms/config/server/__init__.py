"""The web process: it reads whole requests and sends whole responses, so no thread ever waits."""
