"""Mail: the database says what is still to be sent; workers send it."""
