/**
 * IDX files, the format of MNIST: from bytes to images and labels, block by block, in constant
 * memory. Everything that can be wrong with such a file is found here.
 */
package mnisteval.idx;
