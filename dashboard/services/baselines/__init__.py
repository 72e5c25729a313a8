"""The baseline: frozen at departure by the rule; chosen otherwise with a reason."""
