# /// snippet
# [equivalent]
# "layer.forward(x): *" = "it prints nothing; a check runs it"
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
# %% check calling the module runs hooks, forward() does not
assert printed.split() == ["call", "hook", "forward"]
ran = []
layer.register_forward_hook(lambda *_: ran.append("hook"))
assert layer.forward(x).shape == (1, 2) and not ran
assert layer(x).shape == (1, 2) and ran
# %% wrong forward() runs the hooks too
layer = nn.Linear(3, 2)
layer.register_forward_hook(lambda *_: print("hook"))
x = torch.ones(1, 3)

print("call")
layer(x)
print("forward")
layer(x)
