# /// snippet
# devices = ["cpu"]
# [equivalent]
# "loader = *: 2 -> 3" = "there are two sentences only"
# ///
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
# %% check different lengths cannot be stacked, one alone can
assert type(error).__name__ == "RuntimeError"
alone = [batch.tolist() for batch in DataLoader(sentences)]
assert alone == [[[5, 2, 9]], [[7, 1]]]
# %% wrong the loader pads with zeros
sentences = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]
loader = DataLoader(
    pad_sequence(sentences, batch_first=True), batch_size=2
)
batch = next(iter(loader))
