/** Reads IDX files, the format of MNIST, block by block in constant memory. */
package mnisteval.idx;
