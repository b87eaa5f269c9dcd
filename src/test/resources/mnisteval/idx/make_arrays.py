"""Writes the arrays of the tests with numpy 2: image sets in the forms of Keras, KMNIST, MedMNIST.

Image i of 3 has 2 x 2 pixels, pixel p of which is 10 i + p + 1; the labels are 2, 0, 1. In the
training part they are 100 more, and 1, 2, 0.
"""
import numpy as np

x = np.array([[[10 * i + 2 * r + c + 1 for c in (0, 1)] for r in (0, 1)] for i in range(3)], np.uint8)
y = np.array([2, 0, 1], np.uint8)
x_train, y_train = x + 100, np.array([1, 2, 0], np.uint8)

np.savez_compressed("keras.npz", x_test=x, x_train=x_train, y_train=y_train, y_test=y)
np.savez("medical.npz", train_images=x_train, train_labels=y_train[:, None],
         test_images=x, test_labels=y[:, None])
np.savez_compressed("kmnist-test-imgs.npz", x)
np.savez_compressed("kmnist-test-labels.npz", y)
np.save("images.npy", x)
np.save("flat.npy", x.reshape(3, 4))
np.save("channel.npy", x[..., None])
np.save("labels.npy", y)
np.save("one-hot.npy", np.eye(3, dtype=np.uint8)[y])
np.save("float.npy", x / 255)
np.save("long-labels.npy", y.astype(np.int64))
np.save("fortran.npy", np.asfortranarray(x))
np.save("wide.npy", np.arange(15, dtype=np.uint8).reshape(3, 5))
np.save("scalar.npy", np.uint8(7))
np.save("structure.npy", np.zeros(3, [("pixel", "u1")]))
