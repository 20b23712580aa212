# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader

sentences = [torch.tensor(s) for s in ([5, 2, 9], [7], [4, 8])]


# %% card
def pad_batch(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    padded = pad_sequence(samples, batch_first=True)
    return padded, lengths


# %% check the batch holds one row per sample, filled with zeros
loader = DataLoader(sentences, batch_size=3, collate_fn=pad_batch)
padded, _ = next(iter(loader))
assert padded.tolist() == [[5, 2, 9], [7, 0, 0], [4, 8, 0]]
# %% check the lengths are those from before the padding
_, lengths = pad_batch(sentences)
assert lengths.tolist() == [3, 1, 2]


# %% wrong pad_sequence puts the batch first by default
def pad_batch(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    padded = pad_sequence(samples)
    return padded, lengths


# %% wrong the lengths may be taken from the padded rows
def pad_batch(samples):
    padded = pad_sequence(samples, batch_first=True)
    lengths = torch.tensor([len(row) for row in padded])
    return padded, lengths
