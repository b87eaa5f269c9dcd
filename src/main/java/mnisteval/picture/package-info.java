/** Reads pictures of digits and makes them look like MNIST's images. */
package mnisteval.picture;
