"""How often something happened, for forms that stand open to everybody: counted in the cache under a keyed hash."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac


def times_today(what: str, value: str) -> int:
    """Count once more, and say the how-manieth time it is; the cache never keeps the value itself."""
    return _times(what, f"{timezone.localdate().isoformat()}:{value}", 24 * 3600)


def times_this_minute(what: str, value: str) -> int:
    """The same within a minute by the clock."""
    return _times(what, f"{timezone.now():%H:%M}:{value}", 60)


def _times(what: str, value: str, seconds: int) -> int:
    key = f"{what}:{salted_hmac('core.limits', value).hexdigest()}"
    cache.add(key, 0, seconds)
    return cache.incr(key)
