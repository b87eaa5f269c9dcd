/**
 * What every format ends in: real numbers in arrays that have names, and the fault of bytes that
 * hold none. Knows the JDK only.
 */
package mnisteval.arrays;
