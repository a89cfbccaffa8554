"""TCP, UDP, DNS, the cloud's metadata address and the machine itself. No socket can be made for any of them."""

ANSWERS = {
    "value": """
import socket, subprocess, urllib.request

value = 7 / 16


def refused(attempt):
    try:
        attempt()
    except OSError:
        return True
    return False


print("attack:", [
    refused(lambda: socket.create_connection(("1.1.1.1", 80), 1)),
    refused(lambda: socket.create_connection(("127.0.0.1", 22), 1)),
    refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("8.8.8.8", 53))),
    refused(lambda: socket.getaddrinfo("example.org", 80)),
    refused(lambda: urllib.request.urlopen("http://169.254.169.254/latest/meta-data/", timeout=1)),
    refused(lambda: socket.socket(socket.AF_INET6)),
    refused(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
    refused(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW)),
    refused(lambda: socket.socket(socket.AF_VSOCK)),
].count(True), "of 9 refused;", sorted(line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line))
""",
}
PRINTS = {"value": "attack: 9 of 9 refused; ['lo']"}
