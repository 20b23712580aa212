# /// snippet
# [equivalent]
# "counts += 0.5: *" = "any float step is refused"
# ///
# %% setup
import torch

# %% card
counts = torch.tensor([1, 2])
print(counts + 0.5)
counts += 0.5
# %% output
# tensor([1.5000, 2.5000])
# %% raises RuntimeError
# result type Float can't be cast to the desired output type
# %% check + promotes the dtype, += cannot change it
assert "can't be cast" in str(error)
assert counts.dtype == torch.int64
assert counts.tolist() == [1, 2]
assert (counts + 0.5).dtype == torch.float32
# %% wrong += widens the tensor to float
counts = torch.tensor([1, 2])
print(counts + 0.5)
counts = counts + 0.5
