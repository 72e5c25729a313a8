"""What the dashboard says of pledges: their conditions, where they lead, and who kept them."""
