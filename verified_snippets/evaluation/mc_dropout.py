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
for dropout in nn.Dropout(0.5), nn.Sequential(nn.Dropout(0.5)):
    model = nn.Sequential(nn.ReLU(), dropout)
    eval_except_dropout(model)
    assert (model(torch.ones(1000)) == 0).any()
# no nn.Dropout, so the loop would miss these
for other in (
    nn.Dropout2d(0.5),
    nn.LSTM(2, 2, num_layers=2, dropout=0.5),
    nn.MultiheadAttention(4, 2, dropout=0.5),
):
    kinds = [type(module) for module in other.modules()]
    assert nn.Dropout not in kinds
# %% check BatchNorm is in evaluation mode
model = nn.Sequential(nn.BatchNorm1d(1), nn.Dropout(0.5))
eval_except_dropout(model)
model(torch.full((4, 1), 7.0))
assert model[0].running_mean.item() == 0.0


# %% wrong dropout and BatchNorm can only be switched together
def eval_except_dropout(model):
    model.train()


# %% wrong the mode of the outermost module decides
def eval_except_dropout(model):
    model.eval()
    model.training = True
