"""The schema all of a register lies in; connections look nowhere else."""

SCHEMA = "desk"
# The table of the papers kept in the database; where it is not there, they lie in a folder.
PAPERS = f"{SCHEMA}.paper"
