"""Mail: messages are queued in the database, and workers send them."""
