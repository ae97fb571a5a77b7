"""What does a water meter say in a CJ/T 188 frame?"""

from linli.engines.frames.cjt188 import Frame, FrameRefused, Valve, decode, decode_hex, encode

__all__ = ["Frame", "FrameRefused", "Valve", "decode", "decode_hex", "encode"]
