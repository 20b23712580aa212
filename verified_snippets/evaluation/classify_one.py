# %% setup
import torch
from torch import nn


def new_model(*layers):
    """A model whose logits are the four values of the image."""
    linear = nn.Linear(4, 4, bias=False)
    nn.init.eye_(linear.weight)
    ends = nn.Flatten(0), nn.Unflatten(0, (1, 4)), linear
    return nn.Sequential(*layers, *ends)


# %% card
@torch.inference_mode()
def classify(model, image):
    model.eval()
    logits = model(image.unsqueeze(0))
    probabilities = logits.softmax(dim=1).squeeze(0)
    probability, label = probabilities.max(dim=0)
    return label.item(), probability.item()


# %% check a batch of one gives class and probability, as numbers
# > Add a batch dimension, apply softmax over the classes, and
# > return plain numbers.
seen = []
model = new_model()
model.register_forward_pre_hook(
    lambda _, inputs: seen.append(inputs[0].shape)
)
for values, best, expected in [
    ([0.0, 0.0, 1.0, 0.0], 2, 0.475367),
    ([3.0, 1.0, 1.0, 1.0], 0, 0.711235),
]:
    image = torch.tensor(values).reshape(2, 1, 2)
    label, probability = classify(model, image)
    assert seen.pop() == (1, 2, 1, 2), "it is no batch of one"
    assert type(label) is int, "the class is no int"
    assert type(probability) is float, "the probability is no float"
    assert label == best, "it is another class"
    assert abs(probability - expected) < 1e-4, (
        "it is not the class's softmax"
    )
# %% check the model is asked in evaluation mode
# > Switch to evaluation mode
norm, dropout = nn.BatchNorm2d(2), nn.Dropout(1.0)
image = torch.tensor([9.0, 0.0, 0.0, 0.0]).reshape(2, 1, 2)
for layer in (norm, dropout):
    _, probability = classify(new_model(layer).train(), image)
    assert probability > 0.9, (
        f"{type(layer).__name__} is in training mode"
    )

# %% fact the answer needs no graph, and the mode stays
# > and record no graph.
# >
# > The model stays in evaluation mode: a function that is called
# > during training should put the mode back.
recorded = []
model = nn.Sequential(nn.Flatten(), nn.Linear(4, 2)).train()
model.register_forward_hook(
    lambda *args: recorded.append(args[-1].requires_grad)
)
classify(model, torch.ones(1, 2, 2))
assert recorded == [False]
assert not model.training
# %% belied the mode ends with the function
assert model.training
# %% fact the model cannot see how the image was prepared
# > Scale the image as in training: an unscaled float image raises
# > nothing, but its class may differ.
model = nn.Sequential(nn.Flatten(), nn.Linear(4, 2))
with torch.no_grad():
    model[1].weight.copy_(torch.tensor([[1.0] * 4, [0.0] * 4]))
    model[1].bias.copy_(torch.tensor([0.0, 9.0]))
image = torch.ones(1, 2, 2)
scaled, raw = (classify(model, k * image)[0] for k in (1, 255))
assert (scaled, raw) == (1, 0)
# %% belied the scale makes no difference
assert scaled == raw


# %% also the largest of the logits, then its exponential
def classify(model, image):
    model.train(False)
    with torch.no_grad():
        (logits,) = model(image[None])
    label = int(logits.argmax())
    return label, float(logits.log_softmax(-1)[label].exp())


# %% also on the device of the parameters
def classify(model, image):
    device = next(model.parameters()).device
    model.eval()
    with torch.no_grad():
        logits = model(image.to(device).reshape(1, *image.shape))
    top = torch.softmax(logits, dim=-1).topk(1)
    return top.indices.item(), top.values.item()


# %% also lists of Python numbers
def classify(model, image):
    batch = torch.stack([image])
    logits = model.eval()(batch).flatten()
    probabilities = nn.Softmax(dim=0)(logits).tolist()
    best = max(probabilities)
    return probabilities.index(best), best


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


# %% wrong only dropout needs evaluation mode
@torch.inference_mode()
def classify(model, image):
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.eval()
    logits = model(image.unsqueeze(0))
    probabilities = logits.softmax(dim=1).squeeze(0)
    probability, label = probabilities.max(dim=0)
    return label.item(), probability.item()


# %% wrong the largest output is the probability
@torch.inference_mode()
def classify(model, image):
    model.eval()
    logits = model(image.unsqueeze(0)).squeeze(0)
    value, label = logits.max(dim=0)
    return label.item(), value.item()
