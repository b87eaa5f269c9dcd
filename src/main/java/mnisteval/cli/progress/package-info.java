/** Shows on a terminal how far a long run is. */
package mnisteval.cli.progress;
