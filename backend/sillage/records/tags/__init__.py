"""Tags: short coloured words that any record may carry."""
