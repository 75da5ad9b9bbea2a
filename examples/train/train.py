#!/usr/bin/env python3
"""Trains a small Fashion MNIST classifier with PyTorch and exports it to ONNX.

Network   flatten -> Linear(784, 20) -> ReLU -> Linear(20, 10)
Input     float32 (batch, 784): one row an image of 28 x 28 grey pixels, row by row, each pixel / 255 (0 black ... 1 white)
Output    float32 (batch, 10): one logit a class, in the order of the data set's labels (0 T-Shirt ... 9 Ankle Boot)
"""

import argparse
import gzip
import struct
import sys
from pathlib import Path

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("train.py needs PyTorch for this Python. On Debian: apt-get install python3-torch, then /usr/bin/python3 train.py")

DEBIAN_DATA = Path("/usr/share/datasets/fashion-mnist")
PIXELS = 28 * 28
CLASSES = 10
OPSET = 17


def read_idx(folder, name):
    """Reads an idx file, `name` or `name`.gz, as a uint8 tensor in the shape that its header gives.

    Header, big-endian: two zero bytes, the element type (8: unsigned byte), the number of dimensions, then a uint32 for each.
    """
    plain, packed = folder / name, folder / f"{name}.gz"
    if plain.is_file():
        content = plain.read_bytes()
    elif packed.is_file():
        content = gzip.decompress(packed.read_bytes())
    else:
        raise FileNotFoundError(f"Neither {name} nor {name}.gz is in {folder}")
    if len(content) < 4 or content[:3] != b"\0\0\x08":
        raise ValueError(f"{folder / name} is not an idx file of unsigned bytes")
    start = 4 + 4 * content[3]
    if len(content) < start:
        raise ValueError(f"{folder / name} ends within its header")
    shape = struct.unpack(f">{content[3]}I", content[4:start])
    values = torch.frombuffer(bytearray(content), dtype=torch.uint8, offset=start)
    if values.numel() != torch.Size(shape).numel():
        raise ValueError(f"{folder / name} has {values.numel()} values, its header says {shape}")
    return values.reshape(shape)


def load(folder, part):
    """Returns the images, float32 (N, 784) in 0 ... 1, and the labels, int64 (N), of `part`: train or t10k."""
    images = read_idx(folder, f"{part}-images-idx3-ubyte")
    labels = read_idx(folder, f"{part}-labels-idx1-ubyte")
    return images.reshape(-1, PIXELS).float() / 255, labels.long()


def train(network, images, labels, epochs, batch_size, learning_rate):
    """Adam on the cross entropy; the learning rate falls along a cosine, step by step, from its start value to zero."""
    steps = epochs * -(-len(images) // batch_size)
    optimizer = torch.optim.Adam(network.parameters(), learning_rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for epoch in range(1, epochs + 1):
        total, right = 0.0, 0
        for batch in torch.randperm(len(images)).split(batch_size):
            logits = network(images[batch])
            loss = nn.functional.cross_entropy(logits, labels[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
            right += (logits.argmax(1) == labels[batch]).sum().item()
        print(f"epoch {epoch:2}/{epochs}  loss {total / len(images):.4f}  training accuracy {right / len(images):.2%}", flush=True)


def accuracy(network, images, labels):
    """Returns the share (0 ... 1) of images whose highest logit is that of their label."""
    with torch.no_grad():
        return (network(images).argmax(1) == labels).sum().item() / len(images)


def export(network, path):
    """Writes the network as ONNX: input (batch, 784), output (batch, 10), batch of any size."""
    torch.onnx.export(
        network.eval(), torch.zeros(1, PIXELS), str(path), opset_version=OPSET,
        input_names=["input"], output_names=["output"], dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}})


def arguments():
    parser = argparse.ArgumentParser(description="Trains a small Fashion MNIST classifier and exports it to ONNX.")
    parser.add_argument("--data", type=Path, default=DEBIAN_DATA, help="folder of the four idx files, .gz or plain (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=20, help="passes over the training images (default: %(default)s)")
    parser.add_argument("--batch-size", type=int, default=128, help="images a step (default: %(default)s)")
    parser.add_argument("--learning-rate", type=float, default=3e-3, help="Adam's learning rate at the start (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same file (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "fashion_mnist.onnx", help="the ONNX file (default: %(default)s)")
    options = parser.parse_args()
    if options.epochs < 1 or options.batch_size < 1 or options.learning_rate <= 0:
        parser.error("--epochs and --batch-size must be 1 or more, --learning-rate above 0")
    if not options.data.is_dir():
        parser.error(f"there is no data folder {options.data}. On Debian: apt-get install dataset-fashion-mnist; or give --data")
    if not options.output.parent.is_dir():
        parser.error(f"there is no folder {options.output.parent} for --output")
    return options


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(1)  # Sums depend on how work is split: one thread gives the same bits whatever the number of cores.
    torch.use_deterministic_algorithms(True)
    try:
        images, labels = load(options.data, "train")
        test_images, test_labels = load(options.data, "t10k")
    except (OSError, EOFError, ValueError) as error:
        sys.exit(f"train.py: {error}")
    network = nn.Sequential(nn.Flatten(), nn.Linear(PIXELS, 20), nn.ReLU(), nn.Linear(20, CLASSES))
    train(network, images, labels, options.epochs, options.batch_size, options.learning_rate)
    print(f"test accuracy {accuracy(network, test_images, test_labels):.2%} ({len(test_images)} images)")
    export(network, options.output)
    print(f"wrote {options.output.name} ({options.output.stat().st_size} bytes)")


if __name__ == "__main__":
    main()
