"""What keeps an office's evidence: copies, the way back, what can be saved, the export."""
