"""Maps 256 GB and touches a byte in each 2 MB: half a gigabyte of page tables, which no limit counts. Killed."""

ANSWERS = {
    "value": """
import ctypes

value = 7 / 16
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
size = 256 * 2**30
place = libc.mmap(None, size, 1, 0x4022, -1, 0)
if place == ctypes.c_void_p(-1).value:
    print("attack: refused")
else:
    touched = bytes(memoryview((ctypes.c_char * size).from_address(place)).cast("B")[:: 2**21])
    print("attack: touched", len(touched))
""",
}
OUTCOME = {"value": "failed"}
PRINTS = {"value": "used more than 300 MB of memory"}
SECONDS = 10.0
