"""What the office writes down beside its requests: enquiries, guidance, training, duties."""
