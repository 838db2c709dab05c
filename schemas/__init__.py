"""What is asked and where it sits: definitions, layout, question types, findings. Knows no Excel library."""
