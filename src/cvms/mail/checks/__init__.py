"""Check from outside what large mail services demand of a bulk sender (`cvms mail_check`)."""
