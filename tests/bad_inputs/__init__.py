"""Bad inputs as data: each row makes one change to a small workspace that is right, and says what must be found."""
