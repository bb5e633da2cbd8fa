"""What can be changed about a person on the roster."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reflect.asking.asks import Choice, ChoiceAsk, Reply, TextAsk
from reflect.asking.persons import same_name
from reflect.cli.in_turn import Part, asked_in_turn, by_number, line_of
from reflect.cli.keeping import kept_name, word_of
from reflect.errors import InputError, NotFoundError, nearest
from reflect.frozen import frozen
from reflect.model import RELATIONS, Person, Relation, Standing
from reflect.session import Session


@frozen
class PersonEdit:
    """Changes to a person; what is empty or None stays as it is. `since` is the day of a new relation."""

    since: date
    name: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    relation: Relation | None = None
    leads_others: bool | None = None

    def carried_out(self, person: Person) -> Person:
        """The person with these changes. Raises NotFoundError where a name that goes is no alias."""
        name = self.name or person.name
        # The former name stands in what she wrote: it stays an alias, so that no brief gives it away.
        former = (person.name,) if not same_name(name, person.name) else ()
        known = {alias.casefold(): alias for alias in (*person.aliases, *former, *self.added)}
        for going in self.removed:
            if known.pop(going.casefold(), None) is None:
                hint = nearest(going, list(known.values()))
                raise NotFoundError(f"{going} is no alias of {person.code} {person.name}.{hint}")
        known.pop(name.casefold(), None)
        leads = person.leads_others if self.leads_others is None else self.leads_others
        changed = replace(person, name=name, aliases=tuple(known.values()), leads_others=leads)
        if self.relation is None:
            return changed
        earlier = tuple(step for step in person.relations if step.since < self.since)
        if earlier and earlier[-1].relation == self.relation:
            return replace(changed, relations=earlier)
        return replace(changed, relations=(*earlier, Standing(self.since, self.relation)))


def asked_edit(session: Session, standing: Person) -> PersonEdit:
    """Ask for everything that can be changed, each standing in its field."""
    yes_no = (Choice("y", "yes", "yes"), Choice("n", "no", "no"))
    leads = ("yes" if standing.leads_others else "no",)
    others = TextAsk("Other names, with a comma between them?", draft=", ".join(standing.aliases))
    parts = {
        "name": Part(TextAsk("Name?", draft=standing.name, required=True), _no_name),
        "aliases": Part(others, _no_names),
        "relation": Part(ChoiceAsk("How does it stand?", by_number(RELATIONS), chosen=(standing.relation,))),
        "leads": Part(ChoiceAsk("Leads people too?", yes_no, chosen=leads)),
    }
    replies, _ = asked_in_turn(session, parts)
    names = [kept_name(name) for name in line_of(replies["aliases"]).split(",") if name.strip()]
    wanted = {name.casefold(): name for name in names}
    before = {name.casefold() for name in standing.aliases}
    name = kept_name(replies["name"].text)
    relation = word_of((replies["relation"].chosen or (standing.relation,))[0], RELATIONS, "relation")
    return PersonEdit(
        session.today,
        name=name if name != standing.name else "",
        added=tuple(name for folded, name in wanted.items() if folded not in before),
        removed=tuple(name for name in standing.aliases if name.casefold() not in wanted),
        relation=relation if relation != standing.relation else None,
        leads_others="yes" in replies["leads"].chosen if replies["leads"].chosen not in ((), leads) else None,
    )


def _no_name(reply: Reply) -> str:
    try:
        kept_name(reply.text)
    except InputError as error:
        return error.message
    return ""


def _no_names(reply: Reply) -> str:
    each = (_no_name(replace(reply, text=name)) for name in reply.text.split(",") if name.strip())
    return next((complaint for complaint in each if complaint), "")
