"""Exit days: a day on which institutions leave a network together, and the pledges that make it one."""
