"""Campaigns, exit days and pledges: plan them, take them through their states, pledge, and read what everybody may see."""
