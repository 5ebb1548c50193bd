"""The front ends of claimdesk: the command line and the app. All input and output with people."""
