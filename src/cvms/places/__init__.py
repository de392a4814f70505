"""Places and how they are written: counties, states, ZIP codes, phone numbers."""
