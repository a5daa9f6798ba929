"""What the endpoints of contacts and sign-in options do."""

from collections.abc import Mapping

from secinfo_desktop.backend.http import security_wire
from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.services.contact_changes import ContactChanges
from secinfo_desktop.backend.services.security_overview import Overview
from secinfo_desktop.contract import security_info as structs


def contact_handlers(contacts: ContactChanges, overview: Overview) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""

    def add(asked: structs.AddContact, its: Call) -> structs.ContactAdded:
        added, now = contacts.add(its.session, asked.kind, asked.value, asked.replaces, peer=its.peer)
        return structs.ContactAdded(contact=security_wire.contact(added), now=now)

    def use(asked: structs.UseContact, its: Call) -> structs.Done:
        uses = security_wire.uses(asked.uses)
        return structs.Done(now=contacts.use(its.session, asked.contact, uses, peer=its.peer))

    def switch(asked: structs.SwitchOption, its: Call) -> structs.Done:
        return structs.Done(now=contacts.switch_option(its.session, asked.option, on=asked.on, peer=its.peer))

    return {
        "security_info": lambda _, its: security_wire.info(*overview.info(its.session, peer=its.peer)),
        "add_contact": add,
        "remove_contact": lambda asked, its: structs.Done(
            now=contacts.remove(its.session, asked.contact, peer=its.peer)
        ),
        "use_contact": use,
        "switch_option": switch,
        "choose_second_step": lambda asked, its: structs.Done(
            now=contacts.choose_second_step(its.session, on=asked.on, peer=its.peer)
        ),
    }
