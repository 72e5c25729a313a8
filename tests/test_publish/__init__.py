"""The public site as files: whole at any time, made anew only where something changed."""
