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
# > Each module has a flag of its own, so dropout can stay on alone,
# > and several passes give a spread of predictions.
class Block(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x)


for depth in range(5):
    model = dropout = nn.Dropout(0.5)
    for _ in range(depth):
        model = nn.Sequential(nn.ReLU(), Block(model))
    model.eval()
    eval_except_dropout(model)
    assert dropout.training, f"at depth {depth} it is switched off"
    passes = [model(torch.ones(1000)) for _ in range(2)]
    assert (passes[0] == 0).any(), (
        f"at depth {depth} none is dropped"
    )
    assert not torch.equal(*passes), "two passes are the same"
# %% check all else is in evaluation mode
# > Each module has a flag of its own, so dropout can stay on alone,
for mode in (True, False):
    other = nn.Dropout1d(), nn.Dropout2d(), nn.AlphaDropout()
    inner = nn.ModuleList([nn.BatchNorm1d(1), nn.Dropout()])
    model = nn.Sequential(nn.Dropout(), inner, *other)
    eval_except_dropout(model.train(mode))
    on = [type(m).__name__ for m in model.modules() if m.training]
    assert on == ["Dropout", "Dropout"], (
        f"the two nn.Dropout alone must be switched on, not {on}"
    )
# %% fact train() is for all layers
# > `model.train()` would also make BatchNorm normalize with the
# > batch and move its running statistics.
model = nn.Sequential(nn.BatchNorm1d(1), nn.Dropout(0.5))
model.train()
y = model[0](torch.tensor([[6.0], [8.0]])).flatten()
expected = torch.tensor([-1.0, 1.0])
torch.testing.assert_close(y, expected, atol=1e-4, rtol=0)
assert abs(model[0].running_mean.item() - 0.7) < 1e-5
assert abs(model[0].running_var.item() - 1.1) < 1e-5
# %% belied train() concerns dropout alone
assert model[0].running_mean.item() == 0.0
# %% fact other dropout is not nn.Dropout
# > The loop misses `nn.Dropout2d` and the dropout inside `nn.LSTM`
# > and `nn.MultiheadAttention`, which are not `nn.Dropout` modules.
pair = nn.Dropout2d(0.5)
lstm = nn.LSTM(2, 9, num_layers=2, dropout=0.5)
attention = nn.MultiheadAttention(8, 2, dropout=0.5)
x, word = torch.ones(3, 4, 2), torch.rand(5, 1, 8)
for model, inputs in [
    (pair, (torch.ones(1, 99, 2, 2),)),
    (lstm, (x,)),
    (attention, (word, word, word)),
]:
    eval_except_dropout(model)
    once, again = model(*inputs), model(*inputs)
    same = torch.equal(once[0], again[0])
    assert same and not any(m.training for m in model.modules())
    model.train()
    assert not torch.equal(model(*inputs)[0], model(*inputs)[0])
# %% belied the loop reaches them
assert not same
# %% fact an encoder layer in evaluation mode may never call them
# > In evaluation mode and without gradients, a
# > `nn.TransformerEncoderLayer` can take a fused path that ignores
# > its dropout layers.
model = nn.TransformerEncoderLayer(
    8, 2, 16, dropout=0.5, batch_first=True
)
eval_except_dropout(model)
assert model.dropout.training and not model.training
x = torch.rand(2, 3, 8)
assert not torch.equal(model(x), model(x))
with torch.no_grad():
    once, again = model(x), model(x)
assert torch.equal(once, again)
# %% belied a dropout layer in training mode always drops
assert not torch.equal(once, again)


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


# %% wrong only BatchNorm needs evaluation mode
def eval_except_dropout(model):
    model.train()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.eval()


# %% wrong every layer that drops is an nn.Dropout
def eval_except_dropout(model):
    model.eval()
    for module in model.modules():
        if "Dropout" in type(module).__name__:
            module.train()


# %% wrong a layer in training mode needs a model in training mode
def eval_except_dropout(model):
    model.train()
    for name, module in model.named_modules():
        if name and not isinstance(module, nn.Dropout):
            module.training = False


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


# %% wrong a model has one dropout layer
def eval_except_dropout(model):
    model.eval()
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.train()
            break


# %% wrong only an nn.Sequential holds layers
def eval_except_dropout(model):
    model.eval()
    if isinstance(model, nn.Dropout):
        model.train()
    if isinstance(model, nn.Sequential):
        for layer in model:
            eval_except_dropout(layer)


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
