"""Essaim: the dashboard, its rules, its services and its doors."""
