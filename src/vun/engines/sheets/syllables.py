"""Whether a word can be a Vietnamese syllable, by its onset and rhyme. Used to tell readings of a text apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt uơ uôc uôi uôm uôn uông uôt
uy uya uych uyên uyêt uynh uyt uyn uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
# After q the u belongs to the onset: qua, quan, quý.
_AFTER_Q = "uac uach uai uan uang uanh uao uat uau uay uăc uăm uăn uăng uăp uăt ue uen ueo uet ui uit uôc uơ uơn uy ua"
# The i of gi swallows that of the rhyme: gì, giêng.
_AFTER_G = "i iêng iêc iêm in"
_WORD = re.compile(r"[^\W\d_]+")


def _pattern() -> re.Pattern[str]:
    def one_of(words: str) -> str:
        return "|".join(sorted(words.split(), key=len, reverse=True))

    return re.compile(
        f"(?:(?:{one_of(_ONSETS)})?(?:{one_of(_RHYMES)})|q(?:{one_of(_AFTER_Q)}|{one_of(_RHYMES)})"
        f"|g(?:{one_of(_AFTER_G)}))"
    )


_SYLLABLE = _pattern()


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether ``word`` is written as a Vietnamese syllable may be, with one tone at most."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = sum(char in _TONES for char in decomposed)
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def words(text: str) -> list[str]:
    """The words of letters in ``text``."""
    return _WORD.findall(text)
