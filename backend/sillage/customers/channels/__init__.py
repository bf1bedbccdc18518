"""The ways to reach a person or a company: lists of e-mail addresses, telephone numbers and postal addresses."""
