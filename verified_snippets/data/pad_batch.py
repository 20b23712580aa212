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


# %% check a batch holds a row per sample, filled up with zeros
# > The loader calls it with the samples of one batch, as
# > `DataLoader(..., collate_fn=pad_batch)`, so each batch is padded
# > only to its own longest sample.
for dtype in (torch.int64, torch.int32):
    samples = [
        torch.tensor(numbers, dtype=dtype)
        for numbers in ([7], [5, 2, 9], [3, 6], [4, 8], [1])
    ]
    loader = DataLoader(samples, batch_size=3, collate_fn=pad_batch)
    batches = [padded for padded, _ in loader]
    assert [padded.tolist() for padded in batches] == [
        [[7, 0, 0], [5, 2, 9], [3, 6, 0]],
        [[4, 8], [1, 0]],
    ], "the rows are not the samples, filled up with zeros"
    assert batches[0].dtype == dtype, "its dtype has changed"
# %% check the lengths are those from before the padding
samples = [
    torch.tensor(numbers, dtype=torch.int32)
    for numbers in ([0, 2, 0], [7], [4, 0])
]
_, lengths = pad_batch(samples)
assert isinstance(lengths, torch.Tensor), "lengths is no tensor"
assert lengths.tolist() == [3, 1, 2], "these are other lengths"
assert lengths.dtype == torch.int64, "lengths is not of int64"
# %% fact pad_sequence has time first by default
# > `pad_sequence` puts time first unless told `batch_first=True`.
words = [torch.tensor([5, 2, 9]), torch.tensor([7])]
time_first = pad_sequence(words)
batch_first = pad_sequence(words, batch_first=True)
assert time_first.tolist() == [[5, 7], [2, 0], [9, 0]]
assert batch_first.tolist() == [[5, 2, 9], [7, 0, 0]]
# %% belied it puts the batch first
assert time_first.shape == (2, 3)
# %% fact padding looks like any other zero
# > Return the lengths too: a zero of the padding looks like any
# > other zero.
(one, longer), lengths = pad_batch(
    [torch.tensor([5]), torch.tensor([5, 0])]
)
assert one.tolist() == longer.tolist() == [5, 0]
assert lengths.tolist() == [1, 2]
# %% belied the rows tell their lengths
assert one.tolist() != longer.tolist()


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


# %% wrong every zero is padding
def pad_batch(samples):
    padded = pad_sequence(samples, batch_first=True)
    return padded, (padded != 0).sum(1)


# %% wrong lengths have the dtype of the samples
def pad_batch(samples):
    padded = pad_sequence(samples, batch_first=True)
    return padded, padded.new_tensor([len(s) for s in samples])


# %% wrong lengths are floats like other inputs
def pad_batch(samples):
    lengths = torch.tensor([float(len(s)) for s in samples])
    padded = pad_sequence(samples, batch_first=True)
    return padded, lengths
