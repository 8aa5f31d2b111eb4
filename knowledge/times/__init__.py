"""How times are said: names of months, words that count from the day they are said on, and the days they mean."""
