"""One call: the whole lägesbild of a week, month, quarter, tertial or year."""
