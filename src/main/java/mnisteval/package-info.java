/** The command line: the only code that knows picocli, and the only code that exits. */
package mnisteval;
