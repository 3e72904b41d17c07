"""Words to calls: what a shopper says becomes a query over the catalogue's own fields, and is verified."""
