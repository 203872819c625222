"""How often something happened today, for forms that stand open to everybody."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac

A_DAY = 24 * 3600


def times_today(what: str, value: str) -> int:
    """Count once more, and say the how-manieth time it is; the cache keeps a keyed hash and never the value itself."""
    today = timezone.localdate().isoformat()
    key = f"{what}:{salted_hmac('core.limits', f'{today}:{value}').hexdigest()}"
    cache.add(key, 0, A_DAY)
    try:
        return cache.incr(key)
    except ValueError:  # thrown out between the two lines
        return 1
