/**
 * The commands: what the user asks for, and what the program prints. Only this package knows
 * picocli.
 */
package mnisteval.cli;
