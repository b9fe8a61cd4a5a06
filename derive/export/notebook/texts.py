"""What every notebook says and does in the same words."""

from derive.algebra.tensor import bar_name

BAR = bar_name("")  # behind a tensor's name: its derivative's

INTRODUCTION = f"""Every formula here was derived by `derive`, and the code below each one was generated from it. `t` is
a dict of arrays by name; derivatives of the loss end in `{BAR}`. The notebook needs NumPy alone and runs from top to
bottom."""

GIVEN = "The numbers of the spec; what it leaves open are small integers."
DRAWN = "Random numbers from a fixed seed; change the seed, and run all again."
BACKWARD = "From the last layer to the first, each derivative with the formula that it comes from."

CHECKS = """## Checks

Each derivative is held against a central difference of the forward pass along a random direction. A wrong formula
misses by much more than the last digits."""

AT_RANDOM = "For this the numbers are drawn anew: at whole ones a relu may stand exactly at 0, where it has no slope."

CHECK = f'''
def difference(name, step=1e-7):
    """The derivative along a random direction, by differences and by the derived formula."""
    direction = random.standard_normal(t[name].shape)
    above, below = (objective(forward({{**t, name: t[name] + h*direction}})) for h in (step, -step))
    return (above - below)/(2*step), np.sum(t[name + "{BAR}"]*direction)


for name in NAMES:
    measured, derived = difference(name)
    print(f"{{name:<16}} difference {{measured:+.8f}}  formula {{derived:+.8f}}")
    assert abs(measured - derived) < 1e-5*max(1e-3, np.linalg.norm(t[name + "{BAR}"]))*max(1, t[name].size**0.5)
'''.strip()

TRAINING = """## Training

Gradient descent on this one batch: the loss must fall."""

TRAIN = """
losses = []
for step in range({steps}):
    backward(forward(t))
    losses.append(float(t["loss"]))
    for name in NAMES[1:]:
        t[name] = t[name] - {rate}*t[name + "{bar}"]
print(f"loss {{losses[0]:.4f}} -> {{losses[-1]:.4f}}")
assert losses[-1] < losses[0]
""".strip()

PLOT = '''
class Curve:
    """A curve as a picture that notebooks show by themselves."""

    def __init__(self, values):
        self.values = values

    def _repr_svg_(self):
        low, high = min(self.values), max(self.values)
        across, up = 480/(len(self.values) - 1), 160/((high - low) or 1)
        points = " ".join(f"{60 + i*across:.1f},{180 - (v - low)*up:.1f}" for i, v in enumerate(self.values))
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 560 220" width="560" font-family="sans-serif" '
            'font-size="13"><title>loss by step</title><rect width="560" height="220" fill="#ffffff"/>'
            '<path d="M60 20V180H540" fill="none" stroke="#555555"/>'
            f'<polyline points="{points}" fill="none" stroke="#0072b2" stroke-width="2"/>'
            f'<text x="54" y="25" text-anchor="end">{high:.3g}</text><text x="54" y="185" text-anchor="end">{low:.3g}'
            f'</text><text x="540" y="200" text-anchor="end">step {len(self.values)}</text>'
            '<text x="60" y="12">loss</text></svg>'
        )


Curve(losses)
'''.strip()
