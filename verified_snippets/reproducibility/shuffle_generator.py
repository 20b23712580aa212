# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.utils.data import DataLoader


# %% card
def two_epochs(seed):
    generator = torch.Generator().manual_seed(seed)
    loader = DataLoader(
        range(100), shuffle=True, generator=generator
    )
    return [[int(x) for x in loader] for _ in range(2)]


first, second = two_epochs(seed=7)
again = two_epochs(seed=7)
print(again == [first, second], first == second)
# %% output
# True False
# %% check the seed decides the orders, and each epoch has its own
# > The same seed and the same use give the same orders (`True`).
# > Each epoch still has its own (`False`),
assert printed == "True False\n"
assert again == [first, second] and first != second
assert sorted(first) == sorted(second) == list(range(100))
assert two_epochs(seed=8)[0] not in again
# %% check the global random state is neither used nor changed
# > The global random state stays untouched, and other code that
# > draws from it can't change your order.
before, once = torch.get_rng_state(), two_epochs(seed=5)
assert torch.equal(torch.get_rng_state(), before)
torch.rand(5)
assert two_epochs(seed=5) == once
# %% fact the generator moves on from epoch to epoch
# > Give the loader a generator of its own,
# > `torch.Generator().manual_seed(7)`.
# >
# > because the generator moves on.
own = torch.Generator().manual_seed(7)
loader = DataLoader(range(100), shuffle=True, generator=own)
start, one = own.get_state(), [int(x) for x in loader]
assert not torch.equal(own.get_state(), start)
own.set_state(start)
assert [int(x) for x in loader] == one
# %% belied the next epoch has the same order
assert [int(x) for x in loader] == one


# %% wrong every epoch has the same order
def two_epochs(seed):
    order = torch.Generator().manual_seed(seed)
    order = torch.randperm(100, generator=order).tolist()
    return [order, order]


first, second = two_epochs(seed=7)
again = two_epochs(seed=7)
print(again == [first, second], first == second)


# %% wrong it takes a seed of the whole program
def two_epochs(seed):
    torch.manual_seed(seed)
    loader = DataLoader(range(100), shuffle=True)
    return [[int(x) for x in loader] for _ in range(2)]


first, second = two_epochs(seed=7)
again = two_epochs(seed=7)
print(again == [first, second], first == second)
