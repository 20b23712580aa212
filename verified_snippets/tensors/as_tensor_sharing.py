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
# > `torch.tensor` copies the array. `torch.from_numpy` shares its
# > memory,
# >
# > `torch.as_tensor` shares it too, unless the tensor gets another
# > dtype
# >
# > the last line asks for float32, so it copies.
assert a.dtype == np.float64 and a.tolist() == [7.0, 0.0]
assert printed == "[0.0, 7.0, 7.0, 0.0]\n"
assert [t[0].item() for t in tensors] == [0.0, 7.0, 7.0, 0.0]
assert tensors[3].dtype == torch.float32
# %% fact the memory is shared both ways
# > in both directions.
# >
# > If you refill a NumPy buffer, tensors made of it with
# > `from_numpy` change too.
buffer = np.zeros(2)
shared = torch.from_numpy(buffer)
buffer[0] = 7
shared[1] = 5
assert shared.tolist() == buffer.tolist() == [7.0, 5.0]
# %% belied a write to the tensor leaves the array alone
assert buffer.tolist() == [7.0, 0.0]
# %% fact another device has memory of its own
# > unless the tensor gets another dtype or device:
array = np.zeros(2)
near = torch.as_tensor(array, dtype=torch.float64, device="cpu")
far = [torch.as_tensor(array, device="meta")]
with torch.device("meta"):
    far.append(torch.as_tensor(array))
assert near.data_ptr() == array.ctypes.data
assert {x.device.type for x in far} == {"meta"}
assert array.ctypes.data not in [x.data_ptr() for x in far]
# %% belied without an argument it always shares
assert far[1].data_ptr() == array.ctypes.data
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
# %% wrong as_tensor shares, and converts what it reads
a = np.zeros(2)
tensors = [
    torch.tensor(a),
    torch.from_numpy(a),
    torch.as_tensor(a),
    torch.as_tensor(a),
]
a[0] = 7
print([t[0].item() for t in tensors])
