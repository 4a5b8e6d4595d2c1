"""What each kind of step does to the clocks of a case; each refuses what the law does not allow."""
