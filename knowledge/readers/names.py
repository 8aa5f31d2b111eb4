"""What a name looks like in print, as patterns for bylines and photo credits."""

from __future__ import annotations

# Each particle ends with its own space, hyphen or apostrophe: optional ends made matching exponential.
_PARTICLE = r"(?:(?:[dD](?:e[lrn]?|i|a|os|u)|v[ao]n|bin|ibn|al|el|la|le|ter|ten|y|e)[ -]|[dD][’'])"
NAME = rf"{_PARTICLE}*[^\W\d_a-zß-öø-ÿ][\w’'`.-]*"
"""One word of a name, capitalised, with its particles: de la Cruz, O'Neill, J."""

PERSON = rf"{NAME}(?:[ \xa0]+(?:\"[^\"]+\"[ ])?{NAME}){{1,4}}(?:,?[ ](?:Jr|Sr|Ph\.?D|M\.?D|II|III|IV)\.?)?"
"""Two to five of them."""
