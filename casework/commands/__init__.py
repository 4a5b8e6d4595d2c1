"""The commands of the program: a JSON object in, a JSON object out, every fault a sentence."""
