"""What an editor left behind when it was killed: offered before the next sitting, to be kept or thrown away."""

from __future__ import annotations

from reflect.asking.asks import Choice, ChoiceAsk
from reflect.asking.editor import left_behind, remove, saved_text
from reflect.session import Session
from reflect.sittings.notes import keep_note

_CHOICES = (Choice("k", "keep", "keep it as a note"), Choice("t", "throw", "throw it away"))
_QUESTION = "Your editor ended before this was stored. What becomes of it? (Enter: later)"


def offer_left_behind(session: Session) -> None:
    """Offer every such text, the oldest first; what she neither keeps nor throws away is offered again.

    Raises KeyboardInterrupt where she leaves; JournalError where a note cannot be stored, and then it stays.
    """
    for file in left_behind(session.home):
        text = saved_text(file) or ""
        if not text.strip():
            remove(file)
            continue
        reply = session.writer.choice(ChoiceAsk(_QUESTION, _CHOICES, shown=tuple(text.splitlines())))
        if reply.move == "leave":
            raise KeyboardInterrupt
        if "keep" in reply.chosen:
            kept = keep_note(session, text.strip("\n"), day=session.today)
            session.writer.say(f"Kept as a note: reflect show {kept}")
        if reply.chosen:
            remove(file)
