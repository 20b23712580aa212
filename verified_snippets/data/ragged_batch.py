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
# %% check the loader stacks tensors of one shape, and pads none
# > A `RuntimeError`: the default collation stacks tensors, which
# > needs equal shapes. It never pads.
assert type(error).__name__ == "RuntimeError"
assert all(
    isinstance(words, torch.Tensor) for words in sentences
), "the sentences are no tensors"
assert [words.tolist() for words in sentences] == [
    [5, 2, 9],
    [7, 1],
]
assert "[3] at entry 0 and [2] at entry 1" in str(error)
equal = [torch.tensor([5, 2]), torch.tensor([7, 1])]
(stacked,) = DataLoader(equal, batch_size=2)
assert stacked.tolist() == [[5, 2], [7, 1]]
# %% fact a collate function may pad
# > Pad in a `collate_fn` of your own.
words = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]


def padded(batch):
    return pad_sequence(batch, batch_first=True)


(rows,) = DataLoader(words, batch_size=2, collate_fn=padded)
assert rows.tolist() == [[5, 2, 9], [7, 1, 0]]
# %% belied the loader stacks what it returns
assert rows.shape == (2, 1, 3)
# %% fact one sentence at a time always fits
# > The trap: with `batch_size=1` the same sentences load, so a
# > trial with single samples hides the fault.
words = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]
alone = [row.tolist() for row in DataLoader(words, batch_size=1)]
assert alone == [[[5, 2, 9]], [[7, 1]]]
# %% belied they are padded to the same length
assert len(alone[0][0]) == len(alone[1][0])
# %% wrong the loader pads with zeros
sentences = [torch.tensor([5, 2, 9]), torch.tensor([7, 1])]
loader = DataLoader(
    pad_sequence(sentences, batch_first=True), batch_size=2
)
batch = next(iter(loader))
