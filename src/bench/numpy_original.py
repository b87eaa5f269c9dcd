"""What the book's script does: image by image in float32, through softmax."""

import numpy as np
from numpy_peer import main


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - np.max(x))
    return e / np.sum(e)


def predict(network, x):
    x = sigmoid(np.dot(x, network["W1"]) + network["b1"])
    x = sigmoid(np.dot(x, network["W2"]) + network["b2"])
    return softmax(np.dot(x, network["W3"]) + network["b3"])


def count_right(network, images, labels):
    pixels = images.astype(np.float32) / 255
    right = 0
    for i in range(len(pixels)):
        if np.argmax(predict(network, pixels[i])) == labels[i]:
            right += 1
    return right


main(count_right)
