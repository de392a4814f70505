"""How numbers and days are written where Django's own way is not that of the United States."""
