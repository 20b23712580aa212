# %% setup
import torch
from torch import nn


# %% card
@torch.inference_mode()
def classify(model, image):
    model.eval()
    logits = model(image.unsqueeze(0))
    probabilities = logits.softmax(dim=1).squeeze(0)
    probability, label = probabilities.max(dim=0)
    return label.item(), probability.item()


# %% check a batch of one gives class and probability, as numbers
seen = []
model = nn.Sequential(nn.Flatten(0), nn.Unflatten(0, (1, 4)))
model.register_forward_pre_hook(
    lambda _, inputs: seen.append(inputs[0].shape)
)
for values, best in [
    ([0.0, 0.0, 1.0, 0.0], 2),
    ([3.0, 1, 1, 1], 0),
]:
    image = torch.tensor(values).reshape(2, 1, 2)
    label, probability = classify(model, image)
    assert seen.pop() == (1, 2, 1, 2)
    assert type(label) is int and type(probability) is float
    assert label == best
    expected = image.flatten().softmax(dim=0)[best].item()
    assert abs(probability - expected) < 1e-6
# %% check the model is asked in evaluation mode
model = nn.Sequential(nn.Flatten(), nn.Dropout(1.0))
image = torch.tensor([9.0, 0.0, 0.0, 0.0])
assert classify(model, image.reshape(1, 2, 2))[1] > 0.9


# %% wrong softmax over the batch gives a class's probability
@torch.inference_mode()
def classify(model, image):
    model.eval()
    logits = model(image.unsqueeze(0))
    probabilities = logits.softmax(dim=0).squeeze(0)
    label = logits.squeeze(0).argmax()
    return label.item(), probabilities[label].item()


# %% wrong inference_mode() includes evaluation mode
@torch.inference_mode()
def classify(model, image):
    logits = model(image.unsqueeze(0))
    probabilities = logits.softmax(dim=1).squeeze(0)
    probability, label = probabilities.max(dim=0)
    return label.item(), probability.item()
