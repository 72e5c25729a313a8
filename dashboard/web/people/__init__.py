"""The pages of people who sign in: made on the server, without JavaScript but for passkeys."""
