"""Tables of the capability, where Django looks for them."""
