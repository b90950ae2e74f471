"""What calendars say of the series: entries as values, and when each last changed."""
