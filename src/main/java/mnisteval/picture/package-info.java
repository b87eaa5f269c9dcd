/**
 * Reads pictures of digits and makes them look like MNIST's images.
 *
 * <p>API of the library.
 */
package mnisteval.picture;
