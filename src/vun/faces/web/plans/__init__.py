"""Plans: what is to be studied in a year, by whom, for what money; and the money itself (Kinh phí)."""
