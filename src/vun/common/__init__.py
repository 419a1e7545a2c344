"""Values every floor speaks in: actors, periods, money, text, errors. Knows neither Django nor any context."""
