"""Plain Python that reads what people type: names, addresses, numbers, lists."""
