"""Look from outside at what large mail services demand of a bulk sender: `cvms mail-check`."""
