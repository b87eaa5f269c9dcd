/** The entry point of the program. Each package below it is a room of its own. */
package mnisteval;
