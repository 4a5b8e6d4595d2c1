"""The schema all of a register lies in; connections look nowhere else."""

SCHEMA = "desk"
