"""Who knows the passphrase of an encrypted journal: the keyring, a command of hers, or she herself."""

from reflect.unlocking.ways import Known, Unlocking, typed_hidden

__all__ = ["Known", "Unlocking", "typed_hidden"]
