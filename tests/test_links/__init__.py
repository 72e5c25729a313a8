"""Accounts proven and authorised: against servers that keep to the rules, and servers that do not."""
