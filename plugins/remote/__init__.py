"""A bare git repository that publishes what is pushed to it: its hooks, its timer, its tasks."""
