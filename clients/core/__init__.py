"""Plain Python about what people type: names, addresses, numbers, lists."""
