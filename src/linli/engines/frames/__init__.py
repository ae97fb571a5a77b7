"""What does a meter or a sensor say, in a CJ/T 188 frame or in a gateway's message?"""

from linli.engines.frames.cjt188 import Frame, FrameRefused, Valve, decode, decode_hex, encode
from linli.engines.frames.messages import Message, MessageRefused, Point, read
from linli.engines.frames.payloads import unpack

__all__ = [
    "Frame",
    "FrameRefused",
    "Message",
    "MessageRefused",
    "Point",
    "Valve",
    "decode",
    "decode_hex",
    "encode",
    "read",
    "unpack",
]
