# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import zipfile

import torch
from torch import nn


def move_to(location, path):
    """Rewrite a file as if its tensors had been on a device."""
    old, new = b"\x03\0\0\0cpu", location.encode()
    new = len(new).to_bytes(4, "little") + new
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(path, "w") as file:
        for name, part in parts.items():
            if name.endswith("data.pkl"):
                part = part.replace(old, new)
            file.writestr(name, part)


torch.save({"weight": torch.ones(2)}, "weights.pt")
move_to("cuda:15", "weights.pt")

# %% card
weights = torch.load("weights.pt")
# %% raises RuntimeError
# Attempting to deserialize object on ...
# %% check it raises, and nothing falls back to the CPU
# > A `RuntimeError`.
# >
# > it doesn't fall back to the CPU.
assert type(error).__name__ == "RuntimeError"
assert "deserialize object on" in str(error)
with zipfile.ZipFile("weights.pt") as file:
    assert b"cuda:15" in file.read("weights/data.pkl")
# %% fact a tensor goes back to the device in the file
# > The file records the device of each tensor, and `torch.load`
# > puts the tensor back there;
torch.save([torch.ones(2), torch.ones(3)], "two.pt")
assert [str(t.device) for t in torch.load("two.pt")] == [
    "cpu",
    "cpu",
]
move_to("meta", "two.pt")
devices = [str(t.device) for t in torch.load("two.pt")]
assert devices == ["meta", "meta"]
# %% belied loading goes to the default device
assert devices == ["cpu", "cpu"]
# %% fact the values reach the model by way of the CPU
# > `map_location="cpu"` works on any machine, and `load_state_dict`
# > then copies the values into the model's own tensors.
torch.save(nn.Linear(2, 1).state_dict(), "net.pt")
expected = torch.load("net.pt")["weight"].clone()
move_to("cuda:15", "net.pt")
state, net = (
    torch.load("net.pt", map_location="cpu"),
    nn.Linear(2, 1),
)
assert {str(tensor.device) for tensor in state.values()} == {"cpu"}
own = net.weight
net.load_state_dict(state)
assert net.weight is own and torch.equal(own, expected)
state["weight"].add_(1)
# %% belied the model holds the loaded tensors
assert torch.equal(own, state["weight"])
# %% wrong a tensor whose device is missing is put on the CPU
weights = torch.load("weights.pt", map_location="cpu")
