# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import numpy as np
import torch

# %% card
a = np.zeros(2)
tensors = [
    torch.tensor(a),
    torch.from_numpy(a),
    torch.as_tensor(a),
    torch.as_tensor(a, dtype=torch.float32),
]
a[0] = 7
print([t[0].item() for t in tensors])
# %% output
# [0.0, 7.0, 7.0, 0.0]
# %% check tensor copies, from_numpy shares, as_tensor if it can
assert [t[0].item() for t in tensors] == [0.0, 7.0, 7.0, 0.0]
tensors[1][1] = 5
assert a.tolist() == [7.0, 5.0]
# %% wrong torch.tensor shares memory with the array
a = np.zeros(2)
tensors = [
    torch.from_numpy(a),
    torch.from_numpy(a),
    torch.as_tensor(a),
    torch.as_tensor(a, dtype=torch.float32),
]
a[0] = 7
print([t[0].item() for t in tensors])
# %% wrong as_tensor always copies
a = np.zeros(2)
tensors = [
    torch.tensor(a),
    torch.from_numpy(a),
    torch.tensor(a),
    torch.as_tensor(a, dtype=torch.float32),
]
a[0] = 7
print([t[0].item() for t in tensors])
