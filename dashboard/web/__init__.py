"""What speaks HTTP around the dashboard: the page shell, own routes, middleware, the server."""
