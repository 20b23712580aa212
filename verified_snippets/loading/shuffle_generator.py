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


state = torch.get_rng_state()
first, second = two_epochs(seed=7)
again = two_epochs(seed=7)
print(again == [first, second], first == second)
# %% output
# True False
# %% check the seed decides the orders, and each epoch has its own
assert again == [first, second]
assert first != second
assert two_epochs(seed=8)[0] not in again
assert sorted(first) == list(range(100))
# %% check the global random state is neither used nor changed
assert torch.equal(torch.get_rng_state(), state)


# %% wrong every epoch has the same order
def two_epochs(seed):
    order = torch.Generator().manual_seed(seed)
    order = torch.randperm(100, generator=order).tolist()
    return [order, order]


state = torch.get_rng_state()
first, second = two_epochs(seed=7)
again = two_epochs(seed=7)


# %% wrong it takes a seed of the whole program
def two_epochs(seed):
    torch.manual_seed(seed)
    loader = DataLoader(range(100), shuffle=True)
    return [[int(x) for x in loader] for _ in range(2)]


state = torch.get_rng_state()
first, second = two_epochs(seed=7)
again = two_epochs(seed=7)
