# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch

# %% card
w = torch.ones(2, requires_grad=True)
w.numpy()
# %% raises RuntimeError
# Can't call numpy() on Tensor that requires grad
# %% check numpy() wants a detached tensor, and shares its memory
assert "requires grad" in str(error)
array = w.detach().numpy()
array[0] = 7
assert w.tolist() == [7.0, 1.0]
# %% wrong numpy() detaches by itself
w = torch.ones(2, requires_grad=True)
w.detach().numpy()
