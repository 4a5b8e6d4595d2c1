"""The window: what a clerk sees and touches. No SQL, no law and no Word live here."""
