/**
 * Pictures of digits: image files to grey pixels, grey pixels to the input of a network the way
 * MNIST's images were made, and pixels to shades in a terminal. Knows the JDK's image readers, and
 * nothing of networks.
 */
package mnisteval.drawing;
