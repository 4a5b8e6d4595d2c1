"""The parts screens are made of: fields, chips, strips and bars. None of them knows a register."""
