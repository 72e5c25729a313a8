"""What runs in the background, on the job engine."""
