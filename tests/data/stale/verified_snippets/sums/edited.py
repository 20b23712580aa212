# %% card
print(1 + 1)
# %% output
# 2
# %% check it prints the sum
assert printed == "2\n"
# %% wrong it prints both
print(1, 1)
