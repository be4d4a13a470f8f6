"""What templates may call: how dates and numbers are written."""
