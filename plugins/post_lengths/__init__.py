"""How long a post is, counted as its platform counts, by the rules that platforms publish."""
