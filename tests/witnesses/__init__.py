"""Independent answers that the tests hold the library against."""
