"""What heads, people and settings may hold as JSON Schema, by which editors complete and check."""
