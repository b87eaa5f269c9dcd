/**
 * What is in a file of weights, images or labels, as lines of text for those who want to see before
 * they evaluate. Knows pickles, networks, IDX files and shades.
 */
package mnisteval.inspection;
