"""What makes names and numbers comparable: pure functions on plain values."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from sillage.kernel.text import normalise, words


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Legal forms as they stand in company names. French ones: the abbreviations of INSEE's nomenclature "Catégories
# juridiques" (level III, September 2022, https://www.insee.fr/fr/information/2028129) and of the Code de commerce;
# the others are the usual forms of neighbouring countries (ISO 20275 "Entity Legal Forms", GLEIF list).
FRENCH_FORMS = _set(
    "sa sas sasu sarl eurl sarlu sci scp scpi scm scea scic scop scs sca snc sel selarl selas selasu selafa selca sep"
    " spfpl gie geie gaec earl ei eirl epic epa sem semop spl spla sccv sica sicav sicaf cuma cie compagnie ets"
    " etablissements ste societe"
)
FOREIGN_FORMS = _set(
    "gmbh mbh ag kg kgaa ohg ug eg ev ltd limited llc llp lp plc inc incorporated corp corporation co company srl srls"
    " spa sapa sl slu sau lda bv nv cv vof bvba sprl ab as asa aps oy oyj kft zrt doo sro zoo pty pte pvt se sce gbr"
)
LEGAL_FORMS = FRENCH_FORMS | FOREIGN_FORMS
# What joins a legal form to a name, and articles that people leave out.
_JOINING = _set("et and und de du des la le les l d the of")
_POINTS = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\s|$|,|\))")
# Mailboxes of providers: that two people use one says nothing.
MAIL_PROVIDERS = _set(
    "gmail.com googlemail.com outlook.com outlook.fr hotmail.com hotmail.fr live.com live.fr msn.com yahoo.com yahoo.fr"
    " ymail.com icloud.com me.com mac.com orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr"
    " numericable.fr aol.com gmx.com gmx.fr gmx.net protonmail.com proton.me pm.me mail.com zoho.com aliceadsl.fr"
    " club-internet.fr cegetel.net noos.fr voila.fr"
)
# Sites that host the page of many companies.
SHARED_SITES = _set(
    "linkedin.com facebook.com instagram.com twitter.com x.com youtube.com google.com pagesjaunes.fr wordpress.com"
    " wixsite.com sites.google.com jimdo.com societe.com"
)
_TITLES = _set("m mr mme mlle monsieur madame mademoiselle dr docteur me maitre pr professeur mrs ms")
# E.164 beginnings of French mobile numbers, overseas included.
_MOBILE = (
    "+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694", "+596696", "+596697",
)  # fmt: skip
KEY_LENGTH = 120


def company_core(name: str) -> str:
    """A company's name without legal form, articles and punctuation: "Sté Dupont & Cie SARL" → "dupont".

    A name of nothing but such words stays whole, so that "La Compagnie" is not everybody's twin.
    """
    bare = _POINTS.sub("", normalise(name))
    found = words(bare)
    kept = [word for word in found if word not in LEGAL_FORMS and word not in _JOINING]
    return " ".join(kept or found)


def company_key(name: str) -> str:
    """The core without spaces: "Bio Holding" and "BioHolding SAS" are one."""
    return company_core(name).replace(" ", "")


def person_tokens(*names: str | None) -> tuple[str, ...]:
    """The words of a person's name in alphabetical order, without titles: first and last may be swapped."""
    return tuple(sorted(word for name in names if name for word in words(name) if word not in _TITLES))


def email_domain(email: str) -> str | None:
    """The domain of an address, None for mailboxes of providers."""
    domain = email.rpartition("@")[2].strip().lower()
    return domain if "." in domain and domain not in MAIL_PROVIDERS else None


def site_domain(url: str) -> str | None:
    """The host of a web address without `www.`, None for sites that host many."""
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www.")
    return host if "." in host and host not in SHARED_SITES | MAIL_PROVIDERS else None


def linkedin_path(url: str) -> str | None:
    """What identifies a LinkedIn page: `in/claire-vasseur`, whatever the country's host or the ending."""
    path = urlsplit(url if "//" in url else f"//{url}").path.strip("/").lower()
    parts = path.split("/")
    return "/".join(parts[:2]) if len(parts) >= 2 and parts[0] in {"in", "pub", "company", "school"} else None


def is_mobile(phone: str) -> bool:
    """True for a French mobile number in E.164: it belongs to one person, a switchboard to many."""
    return phone.startswith(_MOBILE)


def sound_of_company(name: str) -> str:
    """How the core of a company's name sounds."""
    return phonex(company_key(name))


def sound_of_person(tokens: tuple[str, ...]) -> str:
    """How the words of a person's name sound, in the order of the sounds."""
    return " ".join(sorted(phonex(token) for token in tokens))


_BEFORE_VOWEL = r"(?=[AEIOU])"
_NOT_BEFORE = r"(?=[^AEIOU1234])"
# The steps of Phonex by their number in the article (see `phonex`).
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"Y", "I"),  # 1
        (r"(?<![PCS])H", ""),  # 2
        (r"PH", "F"),  # 3
        (r"G(?=AI?[NM])", "K"),  # 4
        (rf"[AE]I[NM]{_BEFORE_VOWEL}", "YN"),  # 5
        (r"EAU", "O"), (r"OUA", "2"), (r"[EA]IN|[EA]IM", "4"),  # 6
        (r"AI|EI", "Y"), (r"ER", "YR"), (r"ESS", "YS"), (r"ET", "YT"), (r"EZ", "YZ"),  # 7
        (rf"(?:AN|ON|AM|EN|EM){_NOT_BEFORE}", "1"), (rf"IN{_NOT_BEFORE}", "4"),  # 8
        (r"(?<=[AEIOUY1234])S(?=[AEIOUY1234])", "Z"),  # 9
        (r"OE|EU", "E"), (r"AU", "O"), (r"OI|OY", "2"), (r"OU", "3"),  # 10
        (r"CH|SCH|SH", "5"), (r"SS|SC", "S"),  # 11
        (r"C(?=[EI])", "S"),  # 12
        (r"QU|C|Q", "K"), (r"GU", "K"), (r"G(?=[AOY])", "K"),  # 13
        (r"A", "O"), (r"[DP]", "T"), (r"J", "G"), (r"[BV]", "F"), (r"M", "N"),  # 14
        (r"(.)\1+", r"\1"),  # 15
        (r"[TX]$", ""),  # 16
    )
)  # fmt: skip


@lru_cache(maxsize=65_536)
def phonex(word: str) -> str:
    """The Phonex code of a French word: equal for names that sound alike.

    Phonex, Frédéric Brouard, 31 March 1999, published in "L'art des Soundex"
    (https://sqlpro.developpez.com/cours/soundex/), steps 1 to 16. The code is kept as letters: the article's last
    steps write the same letters as a number of base 22. As in the author's step 0 the word comes without accents.
    """
    code = "".join(char for char in normalise(word).upper() if char.isalnum() and char.isascii())
    for pattern, by in _STEPS:
        code = pattern.sub(by, code)
    return code
