/** Arrays of real numbers with names, in which every format of weights ends. */
package mnisteval.weights.array;
