# /// snippet
# [equivalent]
# "counts += 0.5: *" = "any float step is refused"
# ///
# %% setup
import operator

import torch

# %% card
counts = torch.tensor([1, 2])
print(counts + 0.5)
counts += 0.5
# %% output
# tensor([1.5000, 2.5000])
# %% raises RuntimeError
# result type Float can't be cast to the desired output type
# %% check + promotes the dtype
# > `counts + 0.5` promotes: an integer tensor and a Python float
# > give
# >
# > float32.
assert printed.startswith("tensor([1.5000, 2.5000]")
assert (counts + 0.5).dtype == torch.float32
# %% check += refuses
# > `counts += 0.5` has to keep the dtype,
assert "can't be cast" in str(error)
assert counts.dtype == torch.int64
assert counts.tolist() == [1, 2]
# %% fact the sum has the default dtype
# > an integer tensor and a Python float give the default dtype,
before = torch.get_default_dtype()
torch.set_default_dtype(torch.float64)
try:
    summed = torch.tensor([1, 2]) + 0.5
finally:
    torch.set_default_dtype(before)
assert summed.dtype == torch.float64
# %% belied the sum is always float32
assert summed.dtype == torch.float32
# %% fact in place the dtype stays, whatever would be lost
# > has to keep the dtype, and arithmetic in place won't cast a
# > float result to integers: even `counts *= 2.0` raises, which
# > would lose nothing.
floats = torch.ones(2)
floats += torch.ones(2, dtype=torch.float64)
assert floats.dtype == torch.float32
whole = torch.tensor([1, 2])
assert (whole * 2.0).tolist() == [2, 4]
refused = []
for step in ("iadd", "isub", "imul", "itruediv"):
    try:
        getattr(operator, step)(whole, 2.0)
    except RuntimeError:
        refused.append(step)
assert refused == ["iadd", "isub", "imul", "itruediv"]
assert whole.tolist() == [1, 2]
# %% belied it is allowed where no fraction is lost
assert "imul" not in refused
# %% fact an assignment truncates
# > Assigning a number isn't that strict: `counts[0] = 1.7` silently
# > stores 1.
whole = torch.tensor([5, 2])
whole[0] = 1.7
assert whole.dtype == torch.int64 and whole.tolist() == [1, 2]
# %% belied it rounds
assert whole.tolist() == [2, 2]
# %% wrong += widens the tensor to float
counts = torch.tensor([1, 2])
print(counts + 0.5)
counts = counts + 0.5
# %% wrong += drops the fraction
counts = torch.tensor([1, 2])
print(counts + 0.5)
counts.copy_(counts + 0.5)
# %% wrong + keeps the dtype
counts = torch.tensor([1, 2])
print((counts + 0.5).long())
counts += 0.5  # raises RuntimeError
