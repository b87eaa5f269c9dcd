/**
 * Describes files of weights, images or labels in lines of text, for the command inspect.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.cli.inspect;
