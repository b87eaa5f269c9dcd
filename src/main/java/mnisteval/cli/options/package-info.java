/**
 * The options of the commands, read once into values.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.cli.options;
