# /// snippet
# [equivalent]
# "layer.forward(x): *" = "it prints nothing; a check runs it"
# "x = *: ones -> zeros" = "the hook does not look at the input"
# ///
# %% setup
import torch
from torch import nn

# %% card
layer = nn.Linear(3, 2)
layer.register_forward_hook(lambda *_: print("hook"))
x = torch.ones(1, 3)

print("call")
layer(x)
print("forward")
layer.forward(x)
# %% output
# call
# hook
# forward
# %% check calling the module runs the hook, forward() does not
# > Only the call `layer(x)` runs the hook.
# >
# > without a warning. You define `forward`, but you call the
# > module.
assert printed.split() == ["call", "hook", "forward"]
assert error is None and warned == []
assert layer.forward(x).shape == layer(x).shape == (1, 2)
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
layer = nn.Linear(3, 2)
layer.register_forward_hook(lambda *_: print("hook"))
x = torch.ones(1, 3)

print("call")
layer(x)
print("forward")
layer(x)
