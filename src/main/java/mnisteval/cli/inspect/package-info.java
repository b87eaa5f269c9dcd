/** Describes files of weights, images or labels in lines of text, for the command inspect. */
package mnisteval.cli.inspect;
