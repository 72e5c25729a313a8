"""The announcement kit of an institution, and the files from which others follow those who leave."""
