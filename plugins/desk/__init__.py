"""The writer's desk: what the tasks do. It drives Pelican and is no plugin of it."""
