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
# > `y.backward(v)` computes the vector-Jacobian product vᵀJ: each
# > element's derivative 2x, weighted with its element of `v`.
# >
# > `v` is neither a learning rate nor the place for the result: `x`
# > and `v` keep their values.
def square(x):
    return x.square()


jacobian = torch.autograd.functional.jacobian(
    square, torch.tensor([1.0, 2.0, 3.0])
)
weights = torch.tensor([[1.0, 10.0, 100.0]])
assert printed == "tensor([  2.,  40., 600.])\n"
torch.testing.assert_close(
    x.grad, (weights @ jacobian)[0], rtol=1e-6, atol=1e-6
)
assert x.grad.tolist() == [2.0 * 1.0, 4.0 * 10.0, 6.0 * 100.0]
assert x.tolist() == [1.0, 2.0, 3.0]
assert v.tolist() == [1.0, 10.0, 100.0]


# %% fact two other ways to the same gradient
# > `(v * y).sum().backward()` gives `x` the same gradient. With
# > ones in `v`, so does `y.sum().backward()`.
def gradient(way):
    a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    way(a.square())
    return a.grad.tolist()


w = torch.tensor([1.0, 10.0, 100.0])
weighted = gradient(lambda b: (w * b).sum().backward())
assert weighted == gradient(lambda b: b.backward(w)) == [2, 40, 600]
summed = gradient(lambda b: b.sum().backward())
ones = gradient(lambda b: b.backward(torch.ones(3)))
assert summed == ones == [2.0, 4.0, 6.0]
# %% belied the weights make no difference
assert weighted == summed
# %% wrong backward(v) ignores the size of v
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
y = x.square()
y.sum().backward()
print(x.grad)
# %% wrong v is the learning rate of each element
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
y = x.square()
y.sum().backward()
with torch.no_grad():
    x -= v * x.grad
print(x.grad)
# %% wrong the result is put into v
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
v = torch.tensor([1.0, 10.0, 100.0])
y = x.square()
y.sum().backward()
v = x.grad
print(x.grad)
