/**
 * The commands: what the user asks for, and what the program prints. Only this package knows
 * picocli.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval.cli;
