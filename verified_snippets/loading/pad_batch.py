# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader


# %% card
def pad_batch(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    padded = pad_sequence(samples, batch_first=True)
    return padded, lengths


# %% check the batch holds one row per sample, filled with zeros
samples = [torch.tensor(s) for s in ([5, 2, 9], [7], [4, 8])]
loader = DataLoader(samples, batch_size=3, collate_fn=pad_batch)
padded, _ = next(iter(loader))
assert padded.tolist() == [[5, 2, 9], [7, 0, 0], [4, 8, 0]], (
    "the rows are not the samples, filled with zeros at their end"
)
assert padded.dtype == torch.int64, "its dtype has changed"
# %% check the lengths are those from before the padding
samples = [torch.tensor(s) for s in ([5, 2, 9], [7], [4, 8])]
_, lengths = pad_batch(samples)
assert isinstance(lengths, torch.Tensor), "lengths is no tensor"
assert lengths.tolist() == [3, 1, 2], "these are other lengths"


# %% also rows that are written into zeros
def pad_batch(samples):
    lengths = torch.tensor([sample.numel() for sample in samples])
    padded = samples[0].new_zeros(len(samples), int(lengths.max()))
    for row, sample in zip(padded, samples):
        row[: len(sample)] = sample
    return padded, lengths


# %% also each sample is padded by itself, then stacked
def pad_batch(samples):
    sizes = [len(sample) for sample in samples]
    rows = [
        torch.nn.functional.pad(sample, (0, max(sizes) - size))
        for sample, size in zip(samples, sizes)
    ]
    return torch.stack(rows), torch.as_tensor(sizes)


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


# %% wrong torch.zeros takes the dtype of what is written into it
def pad_batch(samples):
    lengths = torch.tensor([len(sample) for sample in samples])
    padded = torch.zeros(len(samples), int(lengths.max()))
    for row, sample in zip(padded, samples):
        row[: len(sample)] = sample
    return padded, lengths
