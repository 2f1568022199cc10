"""What is missing, handed to programs that get music, and the way back."""
