"""What claimdesk costs, measured: `python -m benchmarks`."""
