# %% setup
import torch
from torch import nn


# %% card
def eval_except_dropout(model):
    model.eval()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.train()


# %% check dropout still drops, at any depth
for depth in range(5):
    model = dropout = nn.Dropout(0.5)
    for _ in range(depth):
        model = nn.Sequential(nn.ReLU(), model)
    model.eval()
    eval_except_dropout(model)
    assert dropout.training, f"at depth {depth} it is switched off"
    out = model(torch.ones(1000))
    assert (out == 0).any(), f"at depth {depth} nothing is dropped"
# %% check all else is in evaluation mode
model = nn.Sequential(
    nn.Sequential(nn.BatchNorm1d(1)), nn.Dropout(0.5)
)
eval_except_dropout(model.train())
norm = model[0][0]
model(torch.full((4, 1), 7.0))
assert norm.running_mean.item() == 0.0, "BatchNorm learns"
assert not norm.training, "BatchNorm is in training mode"


# %% also a function for every module
def eval_except_dropout(model):
    def switch(module):
        module.training = isinstance(module, nn.Dropout)

    model.apply(switch)


# %% also from level to level
def eval_except_dropout(model):
    model.training = isinstance(model, nn.Dropout)
    for child in model.children():
        eval_except_dropout(child)


# %% wrong dropout and BatchNorm can only be switched together
def eval_except_dropout(model):
    model.train()


# %% wrong the mode of the outermost module decides
def eval_except_dropout(model):
    model.eval()
    model.training = True


# %% wrong children() gives layers of any depth
def eval_except_dropout(model):
    model.eval()
    for child in model.children():
        if isinstance(child, nn.Dropout):
            child.train()


# %% wrong no model is more than two levels deep
def eval_except_dropout(model):
    model.eval()
    for block in [model, *model.children()]:
        for layer in [block, *block.children()]:
            if isinstance(layer, nn.Dropout):
                layer.train()


# %% wrong train() and eval() change one module alone
def eval_except_dropout(model):
    model.apply(lambda m: m.train(isinstance(m, nn.Dropout)))
