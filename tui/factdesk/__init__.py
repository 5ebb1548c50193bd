"""What the claims screen shows: all claims; of one its versions, evidence, verdict; who cites whom.

Plain views without Textual: the screen paints them and sends them keys.
"""
