"""Claims, out of the events about them: what each says, where it stands, what it rests on. Pure."""
