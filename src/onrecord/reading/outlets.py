"""A host name -> the outlet that publishes there."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["outlet_of"]

_OUTLETS = {
    "abc.net.au": "ABC News", "afrol.com": "afrol News", "aljazeera.com": "Al Jazeera", "allafrica.com": "AllAfrica",
    "apnews.com": "Associated Press", "bbc.co.uk": "BBC", "bbc.com": "BBC", "bloomberg.com": "Bloomberg",
    "breitbart.com": "Breitbart", "cbc.ca": "CBC News", "cnn.com": "CNN", "dailymail.co.uk": "Daily Mail",
    "dawn.com": "Dawn", "dw.com": "Deutsche Welle", "economist.com": "The Economist", "foxnews.com": "Fox News",
    "france24.com": "France 24", "ft.com": "Financial Times", "haaretz.com": "Haaretz", "hindustantimes.com": "Hindustan Times",
    "huffpost.com": "HuffPost", "huffingtonpost.com": "HuffPost", "independent.co.uk": "The Independent",
    "indiatimes.com": "The Times of India", "irishtimes.com": "The Irish Times", "japantimes.co.jp": "The Japan Times",
    "jordantimes.com": "The Jordan Times", "jpost.com": "The Jerusalem Post", "koreatimes.co.kr": "The Korea Times",
    "latimes.com": "Los Angeles Times", "mercopress.com": "MercoPress", "nation.africa": "Nation",
    "nbcnews.com": "NBC News", "news24.com": "News24", "newsghana.com.gh": "News Ghana", "npr.org": "NPR",
    "nytimes.com": "The New York Times", "nzherald.co.nz": "The New Zealand Herald", "politico.com": "Politico",
    "reuters.com": "Reuters", "rnz.co.nz": "RNZ", "rt.com": "RT", "scmp.com": "South China Morning Post",
    "smh.com.au": "The Sydney Morning Herald", "straitstimes.com": "The Straits Times", "taipeitimes.com": "Taipei Times",
    "theguardian.com": "The Guardian", "thehindu.com": "The Hindu", "thepeninsulaqatar.com": "The Peninsula",
    "thestandard.com.hk": "The Standard", "time.com": "Time", "tuko.co.ke": "TUKO.co.ke", "usatoday.com": "USA Today",
    "vnexpress.net": "VnExpress", "washingtonpost.com": "The Washington Post", "wsj.com": "The Wall Street Journal",
    "xinhuanet.com": "Xinhua",
}  # fmt: skip


def outlet_of(url: str) -> str | None:
    """The outlet's name where its host is known, else the host without `www`.

    >>> outlet_of("https://www.bbc.co.uk/news/1")
    'BBC'
    """
    try:
        host = (urlsplit(url).hostname or "").lower()
    except ValueError:
        return None
    parts = host.split(".")
    for i in range(len(parts) - 1):
        if name := _OUTLETS.get(".".join(parts[i:])):
            return name
    return host.removeprefix("www.") or None
