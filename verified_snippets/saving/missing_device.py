# /// snippet
# devices = ["cpu"]
# ///
# %% setup
import zipfile

import torch


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
# %% check it raises, and map_location puts the tensor on the CPU
assert type(error).__name__ == "RuntimeError"
weights = torch.load("weights.pt", map_location="cpu")
assert weights["weight"].tolist() == [1, 1]
assert weights["weight"].device.type == "cpu"
# %% wrong a tensor whose device is missing is put on the CPU
weights = torch.load("weights.pt", map_location="cpu")
