/**
 * The entry point of the program. Each package below it is a room of its own.
 *
 * <p>Internal: not part of the API of the library.
 */
package mnisteval;
