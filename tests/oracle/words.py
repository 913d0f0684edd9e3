"""The words of the random stream."""

import numpy as np

u64, M64 = np.uint64, (1 << 64) - 1


def key_words(seed):
    words, state = [], seed
    for _ in range(8):
        state = (state * 0x5851F42D4C957F2D + 0xA17654E46FBE17F3) & M64
        low, turn = (((state >> 18) ^ state) >> 27) & 0xFFFFFFFF, state >> 59
        words.append((low >> turn | low << (32 - turn)) & 0xFFFFFFFF)
    return words


def stream_number(path):
    h = 0xCBF29CE484222325
    for byte in path.encode():
        h = (h ^ byte) * 0x100000001B3 & M64
    return h


def blocks(key, number, counters):
    """The 16 words of each block, a row a block."""
    counters = np.asarray(counters, u64)
    halves = [counters & u64(0xFFFFFFFF), counters >> u64(32)]
    state = [0x61707865, 0x3320646E, 0x79622D32, 0x6B206574, *key, *halves, number & 0xFFFFFFFF, number >> 32]
    start = np.stack([np.broadcast_to(np.asarray(x, np.uint32), counters.shape) for x in state])
    x = start.copy()
    rotate = lambda v, n: v << np.uint32(n) | v >> np.uint32(32 - n)
    rounds = ([0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
              [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14])
    for a, b, c, d in 4 * rounds:
        x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 16)
        x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 12)
        x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 8)
        x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 7)
    return (x + start).T


class Parameter:
    """A parameter of type T: its words, by element."""

    def __init__(self, T, seed, path):
        self.T, self.key, self.number = T, key_words(seed), stream_number(path)
        self.at = lambda segment: Parameter(T, seed, f"{path}.{segment}" if path else f".{segment}")
        self.rows = 16 if T == np.float32 else 8
        self.bits = 32 if T == np.float32 else 64

    def words(self, e, first=0):
        """The words of elements e, as 64-bit integers; from block `first` on."""
        e = np.asarray(e, u64)
        group, within = e // u64(16 * self.rows), e % u64(16 * self.rows)
        block = blocks(self.key, self.number, u64(first) + u64(16) * group + within % u64(16)).astype(u64)
        row, at = (within // u64(16)).astype(int), np.arange(e.size)
        return block[at, row] if self.rows == 16 else block[at, row] | block[at, row + 8] << u64(32)

    def generator(self, group):
        """The 64-bit integers of a group's generator."""
        block = (1 << 63) + (group << 24) & M64
        while True:
            words = [int(w) for w in blocks(self.key, self.number, [block])[0]]
            yield from (low | high << 32 for low, high in zip(words[::2], words[1::2]))
            block = block + 1 & M64
