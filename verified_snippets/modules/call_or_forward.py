# %% setup
import torch
from torch import nn


# %% card
class Double(nn.Module):
    def forward(self, x):
        print("forward")
        return 2 * x


layer = Double()
layer.register_forward_hook(lambda *_: print("hook"))
x = torch.ones(3)

layer(x)
layer.forward(x)
# %% output
# forward
# hook
# forward
# %% check calling the module runs the hook, forward() does not
# > Only the call `layer(x)` runs the hook.
# >
# > without a warning. You define `forward`, but you call the
# > module.
assert printed.split() == ["forward", "hook", "forward"]
assert error is None and warned == []
assert layer.forward(x).tolist() == layer(x).tolist() == [2.0] * 3
# %% fact the call runs both kinds of hook, forward() neither
# > Calling a module runs its forward hooks around `forward`;
# > calling `forward()` yourself skips them
ran = []


class Traced(nn.Module):
    def forward(self, x):
        ran.append("forward")
        return x


traced = Traced()
traced.register_forward_pre_hook(lambda *_: ran.append("before"))
traced.register_forward_hook(lambda *_: ran.append("after"))
traced(torch.ones(1))
around = list(ran)
assert around == ["before", "forward", "after"]
ran.clear()
traced.forward(torch.ones(1))
assert ran == ["forward"]


# %% belied all hooks wait until forward is done
assert around == ["forward", "before", "after"]


# %% wrong forward() runs the hooks too
class Double(nn.Module):
    def forward(self, x):
        print("forward")
        return 2 * x


layer = Double()
layer.register_forward_hook(lambda *_: print("hook"))
x = torch.ones(3)

layer(x)
layer(x)
