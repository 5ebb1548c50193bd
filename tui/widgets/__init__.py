"""What stands on the screen. Widgets get values and post messages; they never see the store."""
