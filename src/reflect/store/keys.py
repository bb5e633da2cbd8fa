"""The key of an encrypted journal, and the recovery code, as words that can be written on paper."""

from __future__ import annotations

import base64
import hashlib
import unicodedata

from reflect.errors import InputError

ROUNDS = 256_000
"""Iterations of PBKDF2 with HMAC-SHA512: what SQLCipher 4 itself uses, 0.15 to 0.4 s for each passphrase."""
SALT = 16
"""Bytes at the beginning of an encrypted file, the only ones that stand there in the clear."""
CODE = 20
"""Bytes of chance in a recovery code: 160 bits, eight groups of four signs."""
_GROUP = 4
_MISREAD = str.maketrans("018", "OIB")


class Key:
    """The 32 bytes that SQLCipher works with, and the salt of the file that they are for; never shown.

    No record: a record's `repr` would tell it.
    """

    __slots__ = ("raw", "salt")

    def __init__(self, raw: bytes, salt: bytes) -> None:
        self.raw = raw
        self.salt = salt

    @property
    def literal(self) -> str:
        """As SQLCipher takes it: with a key that is derived already, a file opens in 0.4 ms."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


def derived(passphrase: str, salt: bytes) -> Key:
    """The key of a passphrase and a salt, as SQLCipher 4 derives it: its own shell opens the file too.

    Raises InputError for a passphrase with a sign that cannot be written.
    """
    try:
        told = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise InputError("The passphrase holds half a character.", hint="Type it again.") from None
    return Key(hashlib.pbkdf2_hmac("sha512", told, salt, ROUNDS, 32), salt)


def code_of(chance: bytes) -> str:
    """The recovery code that so much chance makes: A-Z and 2-7 in groups of four (base32, RFC 4648)."""
    signs = base64.b32encode(chance).decode("ascii").rstrip("=")
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read_code(words: str) -> str | None:
    """The code that somebody typed, however grouped, and whatever was misread for a letter; None for none."""
    signs = "".join(sign for sign in words.upper() if sign.isalnum()).translate(_MISREAD)
    try:
        chance = base64.b32decode(signs)
    except ValueError:
        return None
    return code_of(chance) if len(chance) == CODE else None
