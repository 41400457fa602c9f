"""What is made of figures that were read: the words of charts (`charts`), an allocation on paper (`allocations`)."""
