/** The options of the commands, read once into values. */
package mnisteval.cli.options;
