"""The annual report and what the year teaches: from counted requests to files and back."""
