# %% setup
import torch


# %% card
def position(x, row, column):
    strides = row * x.stride(0) + column * x.stride(1)
    return x.storage_offset() + strides


# %% check it follows the strides
# > and the strides say how many elements one step down, or one step
# > right, moves on. Take a contiguous 3×4 tensor `table`:
# > `row * x.shape[1] + column` is wrong for `table.t()`, whose rows
# > don't lie one after another.
flat = torch.arange(12).flip(0)
table = flat.view(3, 4)
for x in (table, table.t(), table[:, ::2]):
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            value = x[row, column].item()
            at = position(x, row, column)
            assert at == 11 - value, (
                "the wrong index in the storage"
            )
# %% check it starts where a slice starts
# > The offset is the index of `x[0, 0]`,
# >
# > Without the offset the result is wrong for `table[1:]`.
table = torch.zeros(3, 4)
assert position(table[1:], 0, 0) == 4, (
    "a slice begins at its offset"
)
assert position(table[1:], 1, 3) == 11, (
    "a slice begins at its offset"
)


# %% also indices and strides in pairs
def position(x, row, column):
    pairs = zip((row, column), x.stride())
    return x.storage_offset() + sum(i * step for i, step in pairs)


# %% also the offset of the element's own view
def position(x, row, column):
    return x[row, column].storage_offset()


# %% also the distance of two addresses
def position(x, row, column):
    start = x.untyped_storage().data_ptr()
    return (x[row, column].data_ptr() - start) // x.element_size()


# %% wrong elements always lie row after row
def position(x, row, column):
    return x.storage_offset() + row * x.shape[1] + column


# %% wrong every tensor begins at the start of its storage
def position(x, row, column):
    return row * x.stride(0) + column * x.stride(1)


# %% wrong strides count bytes
def position(x, row, column):
    strides = row * x.stride(0) + column * x.stride(1)
    return x.storage_offset() + strides // x.element_size()


# %% wrong the element is its own index
def position(x, row, column):
    return x[row, column].item()
