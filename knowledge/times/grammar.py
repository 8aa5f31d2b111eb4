"""What rows of signs are times: patterns over the characters of `Kind`, one a token.

Every repetition is short, so that reading takes as long as the row is.
"""

from __future__ import annotations

import regex

_GLUE = "[AoOIEkutaji'-]{0,4}"
_OF_DAY = r"\.?,?[AoIE]{0,2}"
_OF_MONTH = rf"(?:(?<=m){_OF_DAY}|\.?,?[Ao]{{0,2}})"
"""Between a month and its year; after an English one no "in", as in "Where was Theresa May in 2016?"."""

_DATED = rf"""(?: X | x | Q[mx]
    | D\.?[oAIE]{{0,2}}[Mm](?:{_OF_DAY}[YZ]|[oA]{{0,2}}Q)? | D[oA]{{0,2}}c{_OF_DAY}[YZ]
    | M\.?D(?:,?[YZ])? | c\.?D,?[YZ]
    | [Mmc](?:{_OF_MONTH}[YZ]|[oA]{{0,2}}Q) | e[oA]{{0,2}}[YZ] | T )"""
"""What is a time beyond doubt: a month with a day or a year, a date in figures, a decade."""

_LED = rf"(?: {_DATED} | [YZ] | [Mm] )"
"""What is one after a preposition."""

_COUNT = "[qDntEJRIO]"
_AGO = rf"(?: {_COUNT}[iq]z | g{_COUNT}[iq]S | (?:h|OJt){_COUNT}[iq] | v{_COUNT}[iq] )"
_PAST = rf"(?: p{_COUNT}i | {_COUNT}pi )"
_RELATIVE = rf"(?: L | Q(?![mx]) | {_AGO} | [AO]?{_PAST} )"
_OTHERS = r"(?:,[Mmc]){0,10},?[JE]"
"""Between the first and the last of several months: May, June and July."""

_END = rf"{_GLUE}(?P<other> {_LED} | D )"

TIMES = regex.compile(
    rf"""
      (?P<news> No(?=[RBFSUvbfs^]) | N(?=[IoRBFSvbfsE]) | N?P(?:[uo][wA]{{1,4}}?(?=[IOEBFSvfs]))? )?
      (?:
          (?: (?P<head> R ){_GLUE}(?P<one> {_LED} | D\.? )[JEt]{_END} )
        | (?: (?P<head> [oS] ){_GLUE}(?P<one> {_LED} | D\.? )[jtU-]{_END} )
        | (?P<head> [IEO] )?(?P<one> {_LED} )[jt-](?P<other> {_LED} )
        | (?P<head> [IEO] )?{_GLUE}(?P<one> D\.?)[jt-](?P<other> D\.?[oA]{{0,2}}[Mm](?:{_OF_DAY}[YZ])?)
        | (?P<head> [IEO] )?(?P<one> M\.?D )[jt-](?P<other> D(?:,?[YZ])? )
        | (?: (?P<head> [IEOo] ){_GLUE})?(?P<one> [Mmc] ){_OTHERS}(?P<other> [Mm]{_OF_MONTH}[YZ] )
        | (?P<head> [IE] ){_GLUE}(?P<one> [Mmc] ){_OTHERS}(?P<other> [Mm] )
        | (?P<head> [BFSUbvfsju] | \^(?=t) ){_GLUE}(?: (?P<relative> {_RELATIVE} ) | (?P<one> {_LED} ) )
        | (?P<head> [BFSU] )[wAoOIkJtqiNPe]{{1,4}}?(?P<reach> [IoEO] ){_GLUE}(?P<one> {_DATED} | [YZ] )
        | (?: (?P<head> [IEOo] )[AO]? )?(?P<relative> {_RELATIVE} )
        | (?P<head> [IEOo] ){_GLUE}(?P<one> {_LED} )
        | (?P<head> O )A?(?P<one> cD | D[oA]{{0,2}}c )
        | (?P<head> k )o?(?P<one> {_LED} )
        | (?P<one> {_DATED} | Y )
      )
      (?P<tail> [<>+] )?
    """,
    flags=regex.VERBOSE,
)
"""`one` is a date, or the first of a range up to `other`; `head` and `tail` say how it is meant, `news` of what.

From `reach` on is only the date: "of 2016" of "before the election of 2016".
"""

AGO = regex.compile(rf"{_AGO} | iz", flags=regex.VERBOSE)
"""Days, weeks, months or years before another day: two years ago, forty years ago."""

RELATIVE = regex.compile(rf"V | {_RELATIVE}", flags=regex.VERBOSE)
"""What is relative to the day it is said on, or says "recently" or "the latest"."""

UP_TO = "BvbU^ju<"
"""The signs that leave a time open at its beginning."""
BEFORE = "Bvb<"
"""Those of them that end it before the date."""
FROM = "FfSs>+"
"""The signs that leave a time open at its end."""
AFTER = "Ff>"
"""Those of them that begin it after the date."""
