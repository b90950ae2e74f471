"""What was said in a chat: its file, how two exports become one, and what answers what."""
