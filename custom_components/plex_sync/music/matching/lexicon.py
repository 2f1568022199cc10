"""The language of titles: words that make another recording, and words that do not.

Everything here is written as `normalise` leaves it: folded, without accents and signs.
To teach a word, or a language, add it to its line.
"""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HARD = {
    "live": r"""
        recorded\ (?:live|at|in)|live\ (?:at|in|from|on|version|ver|sessions?|recording
        |performance|take|edit|mix|acoustic|demo|mtv|bbc|bei|aus|im|au|ao|dal|concert
        |lounge|room|video|audio|and|bonus|\d+)|mtv\ unplugged|unplugged|en\ vivo
        |en\ directo|ao\ vivo|in\ concert|en\ concert|en\ public|dal\ vivo|na\ zywo
        |koncert\w*|concert(?:\ version)?|canli|live ?aufnahme|spotify\ (?:studios?|sessions?|singles?)
        |studios?\ recording|peel\ sessions?|bbc\ \w+|sessions?|in\ session|audiotree
        |tiny\ desk|kexp|daytrotter|busking|концерт\w*|вживую|живой|ライブ|ライヴ|라이브
        |现场|現場|演唱会|演唱會""",
    "remix": r"""
        remix\w*|rmx|r3mix|rework\w*|re\ ?edit|re\ ?rub|refix|re\ ?flip|flip|bootleg
        |mash\ ?up|vip|reconstruct\w*|re\ ?imagin\w*|re\ ?interpret\w*
        |club\ (?:mix|version|edit)|(?:disco|dance|house|club)\ version|megamix|ремикс
        |リミックス|리믹스|混音|remezcla|r\ mix|ru\ mix|chopnotslop""",
    "dub": r"dub|dubbed|dubplate",
    "acoustic": r"""
        acoustic\w*|acusti[ck]\w*|acoustique|akusti\w*|акусти\w*|アコースティック|어쿠스틱
        |不插电|不插電|stripped|unplugged""",
    "instrumental": r"""
        (?:ein|l)?instrumental\w*|strumentale|インスト\w*|инструментал\w*|минус\w*|伴奏
        |纯音乐|純音樂|반주|off\ vocal|backing\ track|inst|(?:no|without)\ vocals?""",
    "karaoke": r"""
        karaoke|カラオケ|караоке|卡拉\ ?ok|노래방|playback|sing\ ?along|minus\ one
        |in\ the\ style\ of|originally\ (?:performed|recorded|sung|made|by)
        |made\ (?:famous|popular)\ by|as\ performed\ by""",
    "a_cappella": r"a\ ?cc?app?ell?a|vocals?\ only|アカペラ|아카펠라|акапелла",
    "demo": r"""
        demos?|demo\ ?(?:tape|version|aufnahme)|maqueta|maquette|デモ|демо\w*|데모|rough\ mix|work\ ?tape
        |early\ version|home\ recording""",
    "cover": r"""
        cover|covers|cover\ (?:version|ver|by|of)\ ?.*|covered\ by.*|.*\ cover
        |tribute\w*|tributo|hommage|homage|трибьют|кавер|カバー|커버|翻唱|歌ってみた|glee\ cast""",
    "faster": r"sped\ ?up|speed(?:ed)?\ up|nightcore|fast(?:er)?\ version|pitched\ up",
    "slower": r"slowed(?:\ down)?|daycore|slow(?:er)?\ version|chopped|screwed",
    "treated": r"reverb|8d|bass\ boosted",
    "orchestral": r"""
        orchestr\w*|symphon\w*|sinfoni\w*|orquest\w*|philharmoni\w*|string\ quartet
        |strings|оркестр\w*|オーケストラ|오케스트라""",
    "piano": r"piano|ピアノ|피아노|фортепиано|klavier",
    "rerecorded": r"""
        re\ ?record\w*|new\ (?:recording|version)|\d{4}\ version|version\ \d{4}|remake
        |redux|revisited|neuaufnahme|nueva\ version|nouvelle\ version|owners\ version""",
    "extended": r"""
        extended|extendida|estesa|long\ version|version\ longue|12\ inch|12\ version
        |12\ (?:\w+\ )?(?:mix|single|version|remix)|original\ 12|maxi\ \w+""",
    "mixed": r"mixed|dj\ mix|continuous\ mix.*",
    "alternate": r"""
        alt|alternat\w*|alternativ\w*|out\ ?take|take\ \d+|another\ version|rehearsal""",
    "duet": r"duet\ version|duet|duo\ version|solo\ version|solo",
    "lullaby": r"lullab\w*|music\ box|8\ bit|chiptune|ringtone",
    "parody": r"parod\w*",
    "interlude": r"interlud\w*",
    "intro": r"intro|introduction|prelude|prolog\w*|overture",
    "outro": r"outro|epilog\w*|coda|finale",
    "reprise": r"reprise",
    "skit": r"skit|freestyle",
    "medley": r"medley|potpourri",
    "talk": r"interview|commentary|spoken\ word|monologue|speech|dialogue|voice\ memo",
}
"""What makes another recording; each line a class that must agree."""

ALIVE = _words(
    """
    your it like to forever my life together free long a every while fast we i you they
    how where all people let never wanna who
    """
)
"""Beside these `live` is what people do, not where they play."""

LANGUAGES = r"""
    english|spanish|french|german|italian|korean|japanese|chinese|mandarin|cantonese
    |portuguese|brazilian|russian|hindi|tamil|telugu|punjabi|arabic|turkish|polish|dutch
    |swedish|greek|hebrew|spanglish|espanol|castellano|ingles|frances|francaise|italiano
    |italiana|portugues|deutsche?|русск\w*|日本語|英語|國語|国语|粵語|粤语|中文|한국어|영어"""
"""With `version` after them, or alone, a class of their own: another language."""

SOFT = _words(
    """
    remaster remastered remasters remastering remasterizado remasterizada remasterise
    remasterisee rimasterizzato rimasterizzata remasterisiert remasterad remasteret
    ремастер リマスター 리마스터 重制 master mastered mastering re digital digitally
    version versions ver versione versao versio versija версия 버전 バージョン 版
    single album lp ep original originale mono stereo radio edit mix mixes deluxe
    anniversary edition bonus track tracks explicit clean dirty edited uncensored
    7 45 rpm inch hi res hd hq full length main standard title the official audio video
    lyric lyrics us uk expanded special e short restored unreleased previously recording
    studio and en in from feat movie film soundtrack
    """
)
"""Words of which a whole suffix may be made and still be the same recording."""

# Alone they say nothing about what the suffix is.
FILLING = frozenset(
    {"the", "and", "en", "in", "from", "re", "7", "45", "us", "uk", "e"}
)
HOLLOW = frozenset({"special", "mix", "mixes", "short", "film", "video", "movie"})

YEAR = re.compile(r"(?:19|20)?\d\d(?:st|nd|rd|th)?|\d{4}s?")

ORIGIN = re.compile(
    r"""^(?:from|taken\ from|music\ from|aus|de\ la|из|featured\ in|bof|ost)\b
    |\b(?:soundtrack|ost|theme\ song|main\ theme|theme\ from|score|banda\ sonora
    |bande\ originale|colonna\ sonora|саундтрек)\b
    |主題曲|主题曲|插曲|片尾曲|片頭曲|主題歌|サウントラ|^prod\b|^produced\ by""",
    re.VERBOSE,
)
"""A suffix that says where a track is heard, not what it is."""

GUEST = re.compile(
    r"^(?:feat\b|ft\b|featuring\b|with\b|w/|con\b|avec\b|mit\b|&|\+(?!\s*$)|duet\ with\b"
    r"|the\ duet\ with\b|duett\ mit\b)[.:]?\s*",
)
FEATURING = re.compile(r"(?:^|(?<=[\s(\[,]))(?:feat|ft|featuring)(?:[.:]\s*|\s+)(?=\S)")

PARTS = {
    "pt": "part",
    "pts": "part",
    "parts": "part",
    "part": "part",
    "parte": "part",
    "partie": "part",
    "teil": "part",
    "часть": "part",
    "vol": "volume",
    "volume": "volume",
    "no": "number",
    "nr": "number",
    "number": "number",
    "num": "number",
    "op": "opus",
    "opus": "opus",
    "chapter": "chapter",
    "act": "act",
    "movement": "movement",
    "mvt": "movement",
    "episode": "episode",
}
"""Words that a number follows; what they are written as."""

_WORDS = "one two three four five six seven eight nine ten"
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv"
NUMERALS = {
    word: str(number)
    for row in (_WORDS, _ROMAN)
    for number, word in enumerate(row.split(), 1)
}
"""Numbers that are written otherwise, in digits."""

NUMBER_WORDS = {
    **{word: NUMERALS[word] for word in _WORDS.split()},
    "eleven": "11",
    "twelve": "12",
    "twenty": "20",
    "hundred": "100",
}
"""The words alone, as titles use them: `Two Become One`."""

STAGES = frozenset({"bbc", "mtv", "spotify", "kexp", "audiotree", "peel", "daytrotter"})
"""Words that make a recording a live one and name where as well."""

GENERIC = _words(
    """
    live version ver mix remix remixed edit at the in from on of by a an and recorded
    recording for original session sessions studio studios performance feat extended
    acoustic instrumental karaoke demo cover rework reworked radio
    bonus track r3mix rmx take bootleg flip remastered remaster owners to with style
    made famous popular originally performed as unplugged piano orchestral
    """
)
"""Words of a suffix that name no one and no place."""
