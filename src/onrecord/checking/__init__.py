"""Did X say Y? A quotation in, what the record holds of it out (docs/check.md)."""
