/**
 * What is read: where bytes come from, how they are unzipped and bounded, and how a fault in them
 * is said. Knows the JDK and Commons IO, and no format but gzip.
 */
package mnisteval.input;
