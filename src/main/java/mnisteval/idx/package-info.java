/**
 * Reads IDX files, the format of MNIST, block by block in constant memory.
 *
 * <p>API of the library.
 */
package mnisteval.idx;
