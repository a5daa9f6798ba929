"""What the endpoints of sessions do."""

from collections.abc import Mapping

from secinfo_desktop.backend.http import security_wire, wire
from secinfo_desktop.backend.http.calls import Call, Handler
from secinfo_desktop.backend.services.own_sessions import OwnSessions
from secinfo_desktop.backend.services.session_flows import SessionFlows
from secinfo_desktop.contract import security_info as structs


def session_handlers(sessions: OwnSessions, flows: SessionFlows) -> Mapping[str, Handler]:
    """The handlers by the names of their endpoints."""

    def open_flow(asked: structs.OpenSessionFlow, its: Call) -> structs.SessionFlowOpened:
        wire.channel(asked.channel)  # the way is chosen when a code is asked for; a word that is none is said at once
        opened = flows.open(its.session, asked.purpose, asked.contact, peer=its.peer)
        return structs.SessionFlowOpened(flow=opened.handle, ends_at=opened.ends_at, now=opened.now)

    def use_flow(_: None, its: Call) -> structs.SessionStanding:
        return security_wire.standing(sessions.told(flows.use(its.session, its.flow, peer=its.peer)))

    def prove(given: structs.ProvePassword, its: Call) -> structs.SessionStanding:
        return security_wire.standing(sessions.prove_password(its.session, given.password, peer=its.peer))

    def change_password(asked: structs.ChangePassword, its: Call) -> structs.SessionsEnded:
        return security_wire.ended(sessions.change_password(its.session, asked.password, peer=its.peer))

    def end(asked: structs.EndSession, its: Call) -> structs.SessionsEnded:
        return security_wire.ended(sessions.end(its.session, asked.session, peer=its.peer))

    return {
        "session": lambda _, its: security_wire.standing(sessions.standing(its.session, peer=its.peer)),
        "open_session_flow": open_flow,
        "use_session_flow": use_flow,
        "prove_password": prove,
        "skip_notice": lambda _, its: security_wire.standing(sessions.skip_notice(its.session, peer=its.peer)),
        "sign_out": lambda _, its: structs.Done(now=sessions.sign_out(its.session, peer=its.peer)),
        "sessions": lambda _, its: security_wire.sessions(*sessions.all(its.session, peer=its.peer)),
        "end_session": end,
        "change_password": change_password,
    }
