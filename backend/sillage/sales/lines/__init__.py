"""What a deal is made of: products and free lines, with their sum."""
