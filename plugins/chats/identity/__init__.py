"""What was published and must stay: names in calendars and feeds, addresses."""
