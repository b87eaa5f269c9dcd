/**
 * Opens files, pipes and URLs, decompresses gzip, and bounds what is read. Holds the exceptions for
 * unusable input.
 *
 * <p>API of the library.
 */
package mnisteval.input;
