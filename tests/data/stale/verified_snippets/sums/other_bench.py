# %% card
print(1 + 2)
# %% output
# 3
# %% check it prints the sum
assert printed == "3\n"
# %% wrong it prints both
print(1, 2)
