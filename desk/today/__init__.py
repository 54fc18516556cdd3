"""What the desk says of all clients together: whom to call, and where they stand."""
