"""Mail: what is still to be sent is what the database says; workers send it."""
