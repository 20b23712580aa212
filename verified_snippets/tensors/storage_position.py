# %% setup
import torch


# %% card
def position(x, row, column):
    strides = row * x.stride(0) + column * x.stride(1)
    return x.storage_offset() + strides


# %% check it follows the strides of a transpose
flat = torch.arange(12)
for x in (flat.view(3, 4), flat.view(3, 4).t()):
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            value = x[row, column].item()
            assert position(x, row, column) == value
# %% check it starts where a slice starts
flat = torch.arange(12)
x = flat.view(3, 4)[1:]
assert position(x, 0, 0) == x[0, 0].item() == 4
assert position(x, 1, 3) == x[1, 3].item() == 11


# %% wrong elements always lie row after row
def position(x, row, column):
    return x.storage_offset() + row * x.shape[1] + column


# %% wrong every tensor begins at the start of its storage
def position(x, row, column):
    return row * x.stride(0) + column * x.stride(1)
