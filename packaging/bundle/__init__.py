"""What `python run.py windows` and `python run.py linux` make: bundles, installer, archives."""
