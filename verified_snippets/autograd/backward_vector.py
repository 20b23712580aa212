# %% setup
import torch

# %% card
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
y = x.square()
y.backward(v)
print(x.grad)


# %% output
# tensor([  2.,  40., 600.])
# %% check backward(v) gives the product of v and the Jacobian
def square(x):
    return x.square()


jacobian = torch.autograd.functional.jacobian(square, x)
assert torch.equal(x.grad, v @ jacobian)
assert x.grad.tolist() == [2.0, 40.0, 600.0]
# %% wrong backward(v) ignores the size of v
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
y = x.square()
y.sum().backward()
print(x.grad)
