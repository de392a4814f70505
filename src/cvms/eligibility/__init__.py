"""Who may be vaccinated when: the rules as data, and what they say of one person's answers."""
