"""What follows from label events: states, undo, resolved labels. Pure; knows no database."""
