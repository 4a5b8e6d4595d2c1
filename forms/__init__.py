"""What the clerk fills in: one module a stage, each form declared once, without Qt."""
