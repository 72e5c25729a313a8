"""People: first run, sign-in, second factors, sessions, invitations, teams, privacy."""
