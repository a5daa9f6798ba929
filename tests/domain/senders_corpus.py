"""Senders as people see, type and paste them, beside the one that codes come from; with what is to be said of each."""

from dataclasses import dataclass

from secinfo_desktop.domain.senders import Sign

NAME = "account-security-noreply"
HOST = "accountprotection.microsoft.com"
RIGHT = f"{NAME}@{HOST}"

EXACT = (
    RIGHT,
    f"  {RIGHT}\n",
    f"\u00a0{RIGHT}",
    RIGHT.upper(),
    f"Account-Security-NoReply@{HOST}",
    f"<{RIGHT}>",
    f"Microsoft account team <{RIGHT}>",
    f"Microsoft account team<{RIGHT}>",
    f'"Microsoft account team" <{RIGHT}>',
    f"Microsoft account team ({RIGHT})",
    f"Équipe des comptes Microsoft <{RIGHT}>",
    f'"{RIGHT}" <{RIGHT}>',
    f"mailto:{RIGHT}",
    f"<mailto:{RIGHT}>",
    f"mailto:{RIGHT}?subject=Hello",
    f"From: {RIGHT}",
    f"{RIGHT}.",
    f"<{RIGHT}",
    f"{RIGHT}>",
    f"‘{RIGHT}’",
)


@dataclass(frozen=True)
class Trick:
    """A text that is not the right sender, and what gives it away."""

    text: str
    sign: Sign


TRICKS = (
    # what can't be seen
    Trick(f"account\u200b-security-noreply@{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@\u200c{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@account\u200dprotection.microsoft.com", Sign.HIDDEN),
    Trick(f"{NAME}\u00ad@{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@accountprotection.micro\u2060soft.com", Sign.HIDDEN),
    Trick(f"\ufeff{RIGHT}", Sign.HIDDEN),
    Trick(f"{RIGHT}\u200e", Sign.HIDDEN),
    Trick(f"{NAME}@accountprotection\u180e.microsoft.com", Sign.HIDDEN),
    Trick(f"{NAME}\u3164@{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@{HOST}\u2800", Sign.HIDDEN),
    Trick(f"{NAME}\ufe0f@{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@account\u034fprotection.microsoft.com", Sign.HIDDEN),
    Trick(f"{NAME}\x00@{HOST}", Sign.HIDDEN),
    Trick(f"{NAME}@{HOST}\x7f", Sign.HIDDEN),
    Trick(f"{NAME}\U000e0061@{HOST}", Sign.HIDDEN),
    # controls of direction
    Trick(f"\u202e{RIGHT[::-1]}", Sign.HIDDEN),
    Trick(f"{NAME}@elpmaxe.live.\u202emoc.tfosorcim\u202c", Sign.HIDDEN),
    Trick(f"Microsoft \u202eelpmaxe.live <\u202c{RIGHT}>", Sign.HIDDEN),
    Trick(f"\u2066{NAME}@evil.example\u2069", Sign.HIDDEN),
    # letters of other alphabets
    Trick(f"{NAME}@accountprotection.micros\u043eft.com", Sign.FOREIGN_LETTERS),
    Trick(f"\u0430ccount-security-noreply@{HOST}", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@\u0430\u0441\u0441\u043euntprotection.microsoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.m\u0131crosoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.micr\u03bfsoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.micr\u00f6soft.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.microso\u0192t.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@account\u2010protection.microsoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"account\u2011security\u2011noreply@{HOST}", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.microsoft.com\u3002evil.example", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection\uff0emicrosoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}\uff20{HOST}", Sign.FOREIGN_LETTERS),
    Trick("ａｃｃｏｕｎｔ-security-noreply@" + HOST, Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.ｍｉｃｒｏｓｏｆｔ.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.\U0001d426icrosoft.com", Sign.FOREIGN_LETTERS),
    Trick(f"account-\u017fecurity-noreply@{HOST}", Sign.FOREIGN_LETTERS),
    Trick("account-security-noreply@accountprotection.microsoft.com".replace("c", "\u217d", 1), Sign.FOREIGN_LETTERS),
    Trick(f"bac\u212aup@{HOST}", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@accountprotection.xn--mcrosoft-8fb.com", Sign.FOREIGN_LETTERS),
    Trick(f"{NAME}@XN--MICRSOFT-QBH.example", Sign.FOREIGN_LETTERS),
    # letters that are alike
    Trick(f"{NAME}@accountprotection.rnicrosoft.com", Sign.SIMILAR_LETTERS),
    Trick(f"{NAME}@accountprotection.micros0ft.com", Sign.SIMILAR_LETTERS),
    Trick(f"{NAME}@accountprotection.m1crosoft.com", Sign.SIMILAR_LETTERS),
    Trick(f"{NAME}@accountprotection.mlcrosoft.com", Sign.SIMILAR_LETTERS),
    Trick(f"{NAME}@acc0untprotecti0n.microsoft.com", Sign.SIMILAR_LETTERS),
    Trick(f"{NAME}@accountprotection.micro5oft.com", Sign.SIMILAR_LETTERS),
    Trick(f"account-securlty-noreply@{HOST}", Sign.SIMILAR_LETTERS),
    Trick(f"account-security-norep1y@{HOST}", Sign.SIMILAR_LETTERS),
    Trick("support@rnicrosoft-help.example", Sign.SIMILAR_LETTERS),
    # one letter off
    Trick(f"{NAME}@accountprotection.microsft.com", Sign.SLIP),
    Trick(f"{NAME}@accountprotection.mircosoft.com", Sign.SLIP),
    Trick(f"{NAME}@accountsprotection.microsoft.com", Sign.SLIP),
    Trick(f"{NAME}@accountprotection.microsoft.co", Sign.SLIP),
    Trick(f"account-security-noreplay@{HOST}", Sign.SLIP),
    # other endings
    Trick(f"{NAME}@accountprotection.microsoft.example", Sign.OTHER_ENDING),
    Trick(f"{NAME}@accountprotection.microsoft.support", Sign.OTHER_ENDING),
    Trick(f"{NAME}@accountprotection.microsoft.co.uk", Sign.OTHER_ENDING),
    # the right name inside a longer one, or a shorter one
    Trick(f"{NAME}@accountprotection.microsoft.com.evil.example", Sign.LONGER_NAME),
    Trick(f"{NAME}@mail.accountprotection.microsoft.com", Sign.LONGER_NAME),
    Trick(f"{NAME}@xaccountprotection.microsoft.com.evil.example", Sign.LONGER_NAME),
    Trick(f"{RIGHT}@evil.example", Sign.LONGER_NAME),
    Trick(f"{NAME}@microsoft.com", Sign.SHORTER_NAME),
    Trick(f"security@{HOST.partition('.')[2]}", Sign.SHORTER_NAME),
    Trick(f"{NAME}@microsoft-com.example", Sign.BRAND_IN_NAME),
    Trick(f"{NAME}@accountprotection-microsoft.example", Sign.BRAND_IN_NAME),
    Trick("team@microsoft.com.evil.example", Sign.BRAND_IN_NAME),
    Trick("microsoft-account@evil.example", Sign.BRAND_IN_NAME),
    Trick("help@microsoftonline-secure.example", Sign.BRAND_IN_NAME),
    # the right name on one side only
    Trick(f"{NAME}@evil.example", Sign.OTHER_DOMAIN),
    Trick(f"account-team@{HOST}", Sign.OTHER_MAILBOX),
    Trick(f"x{NAME}y@{HOST}", Sign.OTHER_MAILBOX),
    Trick(f"{NAME}@outlook.com", Sign.ANYBODYS_MAILBOX),
    Trick("microsoft.account.team@hotmail.com", Sign.ANYBODYS_MAILBOX),
    # only shown as a name, or beside another one
    Trick(f"{RIGHT} <x@evil.example>", Sign.ONLY_SHOWN),
    Trick(f'"{RIGHT}" <x@evil.example>', Sign.ONLY_SHOWN),
    Trick(f'"<{RIGHT}>" <x@evil.example>', Sign.ONLY_SHOWN),
    Trick(f"{RIGHT}, x@evil.example", Sign.ONLY_SHOWN),
    Trick(f"x@evil.example ({RIGHT})", Sign.ONLY_SHOWN),
    Trick(f"mailto:{RIGHT}?cc=x@evil.example", Sign.ONLY_SHOWN),
    # the right address with something behind it that a reader may take for its end
    Trick(f"{RIGHT}?@evil.example", Sign.LONGER_NAME),
    Trick(f"{RIGHT}?subject=Hello", Sign.LONGER_NAME),
    Trick(f"mailto:{RIGHT}?@evil.example", Sign.ONLY_SHOWN),
    Trick(f"<{RIGHT}>@evil.example", Sign.LONGER_NAME),
    Trick(f"{RIGHT} @evil.example", Sign.ONLY_SHOWN),
    Trick(f"{RIGHT}>.evil.example", Sign.LONGER_NAME),
    Trick(f"{RIGHT}<evil.example", Sign.LONGER_NAME),
    Trick(f"{RIGHT} <evil.example>", Sign.ONLY_SHOWN),
    Trick(f"{RIGHT}<evil.example>", Sign.ONLY_SHOWN),
    # spaces
    Trick(f"{NAME} @ {HOST}", Sign.SPACE),
    Trick(f"{NAME}@ {HOST}", Sign.SPACE),
)

NOT_OURS = (
    "rowan.hale@post.example",
    "Rowan Hale <rowan.hale@post.example>",
    "news@shop.example",
    "почта@пример.example",
    "mail@xn--e1afmkfd.example",
    '"account-security" <x@evil.example>',
)

NO_ADDRESS = (
    "",
    "   ",
    "Microsoft account team",
    HOST,
    "@",
    f"@{HOST}",
    f"{NAME}@",
    f"{NAME}%40{HOST}",
    "69525",
    f"{'x' * 1000}{RIGHT}",
)
