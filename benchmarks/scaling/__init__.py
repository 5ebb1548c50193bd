"""What the store and the commands cost at scale: the parts of `benchmarks.scale`."""
