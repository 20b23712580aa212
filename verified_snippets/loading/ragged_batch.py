# %% setup
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

# %% card
sentences = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]
loader = DataLoader(sentences, batch_size=2)
batch = next(iter(loader))
# %% raises RuntimeError
# stack expects each tensor to be equal size...
# %% check tensors of different lengths cannot be stacked
assert type(error).__name__ == "RuntimeError"
assert len(next(iter(DataLoader(sentences, batch_size=1)))) == 1
# %% wrong the loader pads with zeros
sentences = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]
loader = DataLoader(
    pad_sequence(sentences, batch_first=True), batch_size=2
)
batch = next(iter(loader))
