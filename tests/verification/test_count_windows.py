"""Windows counted by walking, against every start tried in turn."""

from itertools import product

from derive.network.windows import WindowNumbers
from derive.verification.sizes import count_windows


def brute_force(n: int, f: int, s: int, d: int, p: int, *, ceil: bool) -> int:
    """Every start -p, -p + s, ...: inside the padded axis, or with ceil the first that is not, if it starts early."""
    inside = [start for start in range(-p, n + p, s) if start + d * (f - 1) < n + p]
    covered = inside[-1] + d * (f - 1) == n + p - 1
    following = inside[-1] + s
    if ceil and covered:
        return len(inside) - (inside[-1] >= n)
    return len(inside) + (ceil and following < n)


def test_walking_counts_the_same_windows_as_trying_every_start() -> None:
    compared = 0
    for n, f, s, d, p in product(range(1, 9), range(1, 4), range(1, 5), range(1, 4), range(4)):
        if d * (f - 1) + 1 > n + 2 * p:
            continue
        for ceil in (False, True):
            window = WindowNumbers(n, f, s, p, d, outputs=0)
            assert count_windows(window, same=False, ceil=ceil) == brute_force(n, f, s, d, p, ceil=ceil), window
            compared += 1
    assert compared > 1500


def test_walking_counts_what_the_formulas_of_pytorch_give() -> None:
    for n, f, s, d, p in product(range(1, 9), range(1, 4), range(1, 5), range(1, 4), range(4)):
        free = n + 2 * p - d * (f - 1) - 1
        if free < 0:
            continue
        window = WindowNumbers(n, f, s, p, d, outputs=0)
        up = -(-free // s) + 1
        assert count_windows(window, same=False, ceil=False) == free // s + 1
        assert count_windows(window, same=False, ceil=True) == up - ((up - 1) * s >= n + p)


def test_same_padding_has_a_window_for_every_stride() -> None:
    for n, s in product(range(1, 12), range(1, 5)):
        window = WindowNumbers(n, 3, s, 1, 1, outputs=0)
        assert count_windows(window, same=True, ceil=False) == -(-n // s)
