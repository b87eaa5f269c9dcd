/** Reads pictures of digits and turns them into what MNIST's images look like. */
package mnisteval.picture;
