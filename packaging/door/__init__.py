"""What stands behind run.py: it runs before anything is installed, on the standard library only."""
