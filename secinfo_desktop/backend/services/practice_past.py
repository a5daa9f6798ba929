"""What happened before the story of a good day begins: done by the real services, each at its time."""

from dataclasses import dataclass

from secinfo_desktop.backend.services.replacement import InfoReplacement, TypedContact
from secinfo_desktop.backend.services.sign_in import SignIn
from secinfo_desktop.practice.good_days import Act, Before, GoodDay


@dataclass(frozen=True)
class Past:
    """Lets things happen to the made-up person's account."""

    sign_in: SignIn
    replacing: InfoReplacement

    def happen(self, story: GoodDay, its: Before) -> None:
        """Do what somebody did then, on their device. Whoever did it knew the password."""
        session = self.sign_in.sign_in(story.scenario.person.account_name, story.password, its.device)
        if its.act is Act.ASKED_REPLACEMENT:
            self.replacing.start(
                session.token, session.token, [TypedContact(kind, value) for kind, value in its.contacts]
            )
