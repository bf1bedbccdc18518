"""The HTTP layer: one way to declare an endpoint, one gate, one shape of error."""
